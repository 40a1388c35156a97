/** Phrases of photographs, films and papers of an object. */

import type { CountedPhrase, Phrase } from '../phrase';

export const MEDIA: Phrase = {
  kk: 'Фото және файлдар',
  ru: 'Фото и файлы',
  en: 'Photographs and files',
};
export const KINDS: Record<string, Phrase> = {
  photo: { kk: 'Фото', ru: 'Фото', en: 'Photograph' },
  video: { kk: 'Бейне', ru: 'Видео', en: 'Film' },
  sound: { kk: 'Дыбыс', ru: 'Звук', en: 'Sound' },
  document: { kk: 'Құжат', ru: 'Документ', en: 'Document' },
  model: { kk: '3D үлгі', ru: '3D-модель', en: '3D model' },
};
export const OPEN_WHOLE: Phrase = {
  kk: 'Үлкейтіп ашу: {what}',
  ru: 'Открыть крупно: {what}',
  en: 'Open large: {what}',
};
export const NTH: Phrase = { kk: '{n} / {all}', ru: '{n} из {all}', en: '{n} of {all}' };
export const PREVIOUS: Phrase = { kk: 'Алдыңғысы', ru: 'Предыдущее', en: 'Previous' };
export const NEXT: Phrase = { kk: 'Келесісі', ru: 'Следующее', en: 'Next' };
export const CLOSE: Phrase = { kk: 'Жабу', ru: 'Закрыть', en: 'Close' };
export const CREATOR: Phrase = { kk: 'Авторы: {who}', ru: 'Автор: {who}', en: 'By {who}' };
export const TAKEN: Phrase = { kk: 'Түсірілген күні: {day}', ru: 'Снято: {day}', en: 'Taken: {day}' };
export const DOWNLOAD_FILE: Phrase = {
  kk: 'Файлды жүктеп алу',
  ru: 'Скачать файл',
  en: 'Download the file',
};
export const ADD: Phrase = { kk: 'Файл қосу', ru: 'Добавить файл', en: 'Add a file' };
export const TAKE_PHOTO: Phrase = {
  kk: 'Суретке түсіру',
  ru: 'Сфотографировать',
  en: 'Take a photograph',
};
export const SHOWN_AT_ONCE: Phrase = {
  kk: 'Жүктелген соң бәріне көрсетілсін',
  ru: 'После загрузки показать всем',
  en: 'Show to everyone once uploaded',
};
export const WHAT_IS_TAKEN: Phrase = {
  kk: 'JPEG, PNG, WebP, HEIC, MP4, MOV, WebM, MP3, OGG, M4A, WAV, PDF, glTF, GLB. Суреттерден түсірілген орны мен телефон туралы мәлімет өшіріледі.',
  ru: 'JPEG, PNG, WebP, HEIC, MP4, MOV, WebM, MP3, OGG, M4A, WAV, PDF, glTF, GLB. Место съёмки и данные телефона из снимков удаляются.',
  en: 'JPEG, PNG, WebP, HEIC, MP4, MOV, WebM, MP3, OGG, M4A, WAV, PDF, glTF, GLB. The place and the telephone are removed from pictures.',
};
export const SENDING: Phrase = {
  kk: 'Жүктелуде: {share} %',
  ru: 'Загружается: {share} %',
  en: 'Uploading: {share} %',
};
export const CHECKING: Phrase = {
  kk: 'Тексеріліп, көшірмелері жасалуда',
  ru: 'Проверяется, делаются копии',
  en: 'Being checked, copies are made',
};
export const WAITING: Phrase = {
  kk: 'Байланыс жоқ, қосылғанда жалғасады ({share} %)',
  ru: 'Нет связи, продолжится при подключении ({share} %)',
  en: 'No connection; it goes on when there is one ({share} %)',
};
export const PAUSED: Phrase = {
  kk: 'Кідіртілді: {share} %',
  ru: 'Приостановлено: {share} %',
  en: 'Paused: {share} %',
};
export const PAUSE: Phrase = { kk: 'Кідірту', ru: 'Приостановить', en: 'Pause' };
export const GO_ON: Phrase = { kk: 'Жалғастыру', ru: 'Продолжить', en: 'Go on' };
export const GIVE_UP: Phrase = { kk: 'Бас тарту', ru: 'Отменить', en: 'Give up' };
export const TRY_AGAIN: Phrase = { kk: 'Қайталау', ru: 'Повторить', en: 'Try again' };
export const DISMISS: Phrase = { kk: 'Жасыру', ru: 'Убрать', en: 'Dismiss' };
export const NOT_SHOWN: Phrase = {
  kk: 'Басқаларға көрсетілмейді',
  ru: 'Другим не показывается',
  en: 'Not shown to others',
};
export const IN_REVIEW: Phrase = {
  kk: 'Тексеруде: бет-әлпет табылды',
  ru: 'На проверке: найдены лица',
  en: 'Under review: faces were found',
};
export const RELEASE: Phrase = {
  kk: 'Көрсетуге рұқсат беру',
  ru: 'Разрешить показ',
  en: 'Let it be shown',
};
export const ALIKE: CountedPhrase = {
  kk: { other: 'Бұған ұқсас файлыңыз бар: {n}' },
  ru: {
    one: 'У вас есть {n} похожий файл',
    few: 'У вас есть {n} похожих файла',
    many: 'У вас есть {n} похожих файлов',
    other: 'У вас есть {n} похожего файла',
  },
  en: { one: 'You have {n} file that looks like this', other: 'You have {n} files that look like this' },
};
export const EDIT: Phrase = { kk: 'Сипаттау', ru: 'Описать', en: 'Describe' };
export const SAVE: Phrase = { kk: 'Сақтау', ru: 'Сохранить', en: 'Save' };
export const CANCEL: Phrase = { kk: 'Сақтамау', ru: 'Не сохранять', en: 'Do not save' };
export const REMOVE: Phrase = {
  kk: 'Карточкадан алып тастау',
  ru: 'Убрать с карточки',
  en: 'Take off the card',
};
export const REMOVE_SURE: Phrase = {
  kk: 'Алып тастауды растау',
  ru: 'Точно убрать',
  en: 'Yes, take it off',
};
export const EARLIER: Phrase = { kk: 'Ілгері жылжыту', ru: 'Передвинуть раньше', en: 'Move earlier' };
export const LATER: Phrase = { kk: 'Кейін жылжыту', ru: 'Передвинуть позже', en: 'Move later' };
export const CAPTION: Phrase = { kk: 'Жазуы', ru: 'Подпись', en: 'Caption' };
export const ALT: Phrase = {
  kk: 'Суретте не бар (көрмейтіндерге)',
  ru: 'Что на снимке (для незрячих)',
  en: 'What it shows (for those who do not see)',
};
export const CREATOR_FIELD: Phrase = { kk: 'Авторы', ru: 'Автор', en: 'Creator' };
export const HOLDER_FIELD: Phrase = { kk: 'Құқық иесі', ru: 'Правообладатель', en: 'Rights holder' };
export const LICENCE_FIELD: Phrase = { kk: 'Лицензия', ru: 'Лицензия', en: 'Licence' };
export const NO_LICENCE: Phrase = { kk: 'Көрсетілмеген', ru: 'Не указана', en: 'Not stated' };
export const MAY_BE_SHOWN: Phrase = {
  kk: 'Бәріне көрсетуге болады',
  ru: 'Можно показывать всем',
  en: 'May be shown to everyone',
};
export const TEXT_IN_KAZAKH: Phrase = {
  kk: '{what} қазақша',
  ru: '{what} на казахском',
  en: '{what} in Kazakh',
};
export const TEXT_IN_RUSSIAN: Phrase = {
  kk: '{what} орысша',
  ru: '{what} на русском',
  en: '{what} in Russian',
};
export const TEXT_IN_ENGLISH: Phrase = {
  kk: '{what} ағылшынша',
  ru: '{what} на английском',
  en: '{what} in English',
};

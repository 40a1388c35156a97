/** Messages: where a person is reached, and by what, when and in which language. */

import type { Phrase } from '../phrase';

export const MESSAGES: Phrase = { kk: 'Хабарламалар', ru: 'Сообщения', en: 'Messages' };
export const CONTACTS: Phrase = { kk: 'Пошта және телефон', ru: 'Почта и телефон', en: 'E-mail and telephone' };
export const EMAIL: Phrase = { kk: 'Электрондық пошта', ru: 'Электронная почта', en: 'E-mail' };
export const TELEPHONE: Phrase = { kk: 'Телефон', ru: 'Телефон', en: 'Telephone' };
export const NOT_GIVEN: Phrase = { kk: 'көрсетілмеген', ru: 'не указан', en: 'not given' };
export const CONFIRMED: Phrase = { kk: 'расталған', ru: 'подтверждено', en: 'confirmed' };
export const UNCONFIRMED: Phrase = { kk: 'расталмаған', ru: 'не подтверждено', en: 'not confirmed' };
export const CONFIRM: Phrase = { kk: 'Растау', ru: 'Подтвердить', en: 'Confirm' };
export const BOUNCES: Phrase = {
  kk: 'Бұл мекенжайға хаттар бармайды: {reason}. Оны тексеріңіз немесе ауыстырыңыз.',
  ru: 'Письма на этот адрес не доходят: {reason}. Проверьте его или смените.',
  en: 'Letters to this address come back: {reason}. Check it or change it.',
};
export const LINK_SENT: Phrase = {
  kk: 'Хат кетті: ондағы сілтемені ашыңыз.',
  ru: 'Письмо отправлено: откройте ссылку из него.',
  en: 'The letter is on its way: open the link in it.',
};
export const CODE_SENT: Phrase = {
  kk: 'Код телефонға кетті. Ол 10 минут жарамды.',
  ru: 'Код отправлен на телефон. Он действует 10 минут.',
  en: 'The code is on its way to the telephone. It is good for 10 minutes.',
};
export const CODE: Phrase = { kk: 'Код', ru: 'Код', en: 'Code' };
export const CHANGE_EMAIL: Phrase = { kk: 'Поштаны ауыстыру', ru: 'Сменить почту', en: 'Change the e-mail' };
export const CHANGE_TELEPHONE: Phrase = { kk: 'Телефонды ауыстыру', ru: 'Сменить телефон', en: 'Change the telephone' };
export const NEW_EMAIL: Phrase = { kk: 'Жаңа пошта', ru: 'Новая почта', en: 'New e-mail' };
export const NEW_TELEPHONE: Phrase = { kk: 'Жаңа нөмір', ru: 'Новый номер', en: 'New number' };
export const SEND: Phrase = { kk: 'Жіберу', ru: 'Отправить', en: 'Send' };
export const LEAD: Phrase = {
  kk: 'Кіру мен құпиясөз туралы хабарламалар әрқашан бірден келеді. Қалғандарын өзіңіз таңдайсыз.',
  ru: 'Сообщения о входе и пароле приходят всегда и сразу. Остальные вы выбираете сами.',
  en: 'Messages about signing in and passwords always come at once. The others are yours to choose.',
};
export const NO_MAIL: Phrase = {
  kk: 'Бұл атлас әзірге хат жібермейді.',
  ru: 'Этот атлас пока не отправляет писем.',
  en: 'This atlas does not send mail yet.',
};
export const LANGUAGE: Phrase = { kk: 'Хабарламалардың тілі', ru: 'Язык сообщений', en: 'Language of messages' };
export const AS_ON_PAGE: Phrase = { kk: 'бетте таңдалған тіл', ru: 'как на странице', en: 'as on the page' };
export const DIGEST: Phrase = { kk: 'Жаңалық хаттары', ru: 'Письма с новостями', en: 'Letters with news' };
export const DIGESTS: Readonly<Record<'off' | 'hourly' | 'daily', Phrase>> = {
  off: { kk: 'бірден', ru: 'сразу', en: 'at once' },
  hourly: { kk: 'сағат сайын бір хат', ru: 'одно письмо в час', en: 'one letter an hour' },
  daily: { kk: 'күн сайын 9-да бір хат', ru: 'одно письмо в день, в 9 часов', en: 'one letter a day, at 9' },
};
export const QUIET: Phrase = {
  kk: 'Тыныш сағаттарда жаңалық жібермеу',
  ru: 'Не присылать новостей в тихие часы',
  en: 'Send no news in quiet hours',
};
export const FROM: Phrase = { kk: 'Басы', ru: 'С', en: 'From' };
export const TO: Phrase = { kk: 'Соңы', ru: 'До', en: 'To' };
export const TIME_ZONE: Phrase = { kk: 'Уақыт белдеуі', ru: 'Часовой пояс', en: 'Time zone' };
export const NEWS: Phrase = { kk: 'Қандай жаңалықтар', ru: 'Какие новости', en: 'Which news' };
export const CHANNELS: Readonly<Record<string, Phrase>> = {
  mail: { kk: 'пошта', ru: 'почта', en: 'mail' },
  push: { kk: 'браузер', ru: 'браузер', en: 'browser' },
  webhook: { kk: 'вебхук', ru: 'вебхук', en: 'webhook' },
};
export const SAVE: Phrase = { kk: 'Сақтау', ru: 'Сохранить', en: 'Save' };
export const SAVED: Phrase = { kk: 'Сақталды.', ru: 'Сохранено.', en: 'Saved.' };
export const TARGETS: Phrase = {
  kk: 'Браузерлер мен бағдарламалар',
  ru: 'Браузеры и программы',
  en: 'Browsers and programs',
};
export const NO_TARGETS: Phrase = { kk: 'Ешқайсысы қосылмаған.', ru: 'Ничего не добавлено.', en: 'Nothing is added.' };
export const REMOVE: Phrase = { kk: 'Жою', ru: 'Удалить', en: 'Remove' };
export const PUSH_ON: Phrase = {
  kk: 'Осы браузерде көрсету',
  ru: 'Показывать в этом браузере',
  en: 'Show in this browser',
};
export const PUSH_UNAVAILABLE: Phrase = {
  kk: 'Бұл браузер хабарландыру көрсете алмайды: оған HTTPS керек немесе ол оны білмейді.',
  ru: 'Этот браузер не покажет уведомлений: нужен HTTPS, или он их не умеет.',
  en: 'This browser cannot show notifications: it needs HTTPS, or does not know how to.',
};
export const PUSH_DENIED: Phrase = {
  kk: 'Хабарландыруға рұқсат берілмеді. Оны браузердің баптауынан өзгертуге болады.',
  ru: 'Уведомления запрещены. Это меняется в настройках браузера.',
  en: 'Notifications are not allowed. The browser’s settings can change that.',
};
export const ADD_WEBHOOK: Phrase = { kk: 'Бағдарлама қосу', ru: 'Добавить программу', en: 'Add a program' };
export const WEBHOOK_URL: Phrase = {
  kk: 'Бағдарламаның мекенжайы (https://)',
  ru: 'Адрес программы (https://)',
  en: 'The program’s address (https://)',
};
export const WEBHOOK_SECRET: Phrase = {
  kk: 'Қолтаңбаны тексеретін құпия, қайта көрсетілмейді:',
  ru: 'Секрет для проверки подписи, больше не будет показан:',
  en: 'The secret to check signatures, not shown again:',
};

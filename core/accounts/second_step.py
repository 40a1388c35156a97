"""The second step of signing in, and what else a code opens: counted before it is compared."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from core.access.visit import NO_VISIT, Visit
from core.account_settings import AccountSettings
from core.accounts.attempts import AttemptLane, count_attempt, forget_attempts
from core.accounts.audited import audit_failed_sign_in
from core.accounts.second_factor.pending_sign_ins import pending_of, use_pending
from core.accounts.second_factor.recovery_codes import takes_recovery_code
from core.accounts.second_factor.secret_box import SecretBox
from core.accounts.second_factor.totp import takes_code
from core.accounts.secret import sha256_of
from core.accounts.signing_in import NewSession, begin_whole_session
from core.database.engine import SessionFactory, transaction
from core.errors import InvalidValueError
from core.text import Text

FREE = 5
LONGEST_TOTP = 8
"""Characters, spaces among them; what is longer is a recovery code."""


class WrongCodeError(InvalidValueError):
    """The code is wrong, old, or was used; the message does not repeat it."""

    phrase = Text(
        "Код дұрыс емес немесе бұрын қолданылған. Қолданбадағы жаңа кодты күтіңіз.",
        "Код неверен или уже использован. Дождитесь нового кода в приложении.",
        "The code is wrong or was used already. Wait for the next one in the app.",
    )

    def __init__(self) -> None:
        super().__init__("", field="code")


@dataclass(frozen=True, slots=True)
class CodeCheck:
    """With what codes are compared."""

    box: SecretBox
    now: datetime

    def takes(self, session: Session, user_id: int, code: str) -> bool:
        """Whether it is a code of the user, of the telephone or for recovery; it is used now."""
        if len(code) > LONGEST_TOTP:
            return takes_recovery_code(session, user_id, code)
        return takes_code(session, user_id, self.box, code, self.now)


def lane_of_codes(user_id: int, device_id: int | None) -> AttemptLane:
    """Whose wrong codes count together: those of one known browser, or of all that are not."""
    where = "elsewhere" if device_id is None else f"device {device_id}"
    return AttemptLane(sha256_of(f"code {user_id} {where}"), FREE)


def require_code(
    sessions: SessionFactory, user_id: int, lane: AttemptLane, check: CodeCheck, code: str
) -> None:
    """Require a right code, which is used now. Raises WrongCodeError, TooManyAttemptsError."""
    with transaction(sessions) as session:
        count_attempt(session, [lane])
    with transaction(sessions) as session:
        if not check.takes(session, user_id, code):
            raise WrongCodeError
        forget_attempts(session, lane)


def finish_sign_in(  # noqa: PLR0913 - what is shown, and where
    sessions: SessionFactory,
    secret: str | None,
    code: str,
    check: CodeCheck,
    settings: AccountSettings,
    *,
    visit: Visit = NO_VISIT,
) -> NewSession:
    """The session of who has shown a password before and shows a code now.

    Raises NoPendingSignInError, WrongCodeError, TooManyAttemptsError.
    """
    with transaction(sessions) as session:
        waiting = pending_of(session, secret)
        lane = lane_of_codes(waiting.user_id, waiting.device_id)
        count_attempt(session, [lane])
    with transaction(sessions) as session:
        waiting = pending_of(session, secret)
        is_right = check.takes(session, waiting.user_id, code)
        if not is_right:
            audit_failed_sign_in(session, waiting.user_id, visit)
    if not is_right:
        raise WrongCodeError
    with transaction(sessions) as session:
        waiting = pending_of(session, secret)
        use_pending(session, waiting.id)
        forget_attempts(session, lane)
        return begin_whole_session(
            session,
            waiting.user_id,
            settings,
            waiting.device,
            waiting.device_id,
            stays=waiting.stays,
            second_factor=True,
            visit=visit,
        )

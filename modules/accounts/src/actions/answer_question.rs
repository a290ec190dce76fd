//! Forgotten password of a plain login (ACC-13): the answer to its secret question, and a new password. An answer alone is guessed or known by
//! others too easily (ASVS 6.4.2), so a second proof stands beside it: a recovery code, a code by text message
//! ([`super::recover_by_text`]), or a wait of 72 hours that any sign-in ends. The operator can do without. What is typed for a login that
//! nobody has is treated in the same way (ACC-6).

use super::choose_login::ANSWER;
use super::known_browsers::Met;
use super::set_password::PasswordSet;
use super::sign_in::{Here, let_in_by_link};
use super::{factors, limits, locked, passwords, waiting_passwords};
use crate::events;
use crate::model::config::{EqualAnswers, PlainLogins};
use crate::model::login::{PlainLogin, normalized_answer};
use crate::model::{FormError, State, login_page, question_text};
use crate::queries::logins::{Asked, asked, due, question};
use crate::queries::{contacts, phones};
use crate::refusals::{BadLink, QuestionRefusal};
use crate::tables::account;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Errors, Fault, Invalid, Moment, OrRefuse as _, Outcome, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::human::{self, HumanAnswer};
use gatehouse_guard::{Asker, Budget, Limit, counters};
use gatehouse_passwords::HashPool;
use gatehouse_signin::passwords::hash;
use serde::Deserialize;

/// From one network: 10 at once, then one each minute.
pub(crate) const BUDGET: Budget =
    Budget::of_strangers(Limit { action: "accounts.answer_question", burst: 10, seconds_each: 60 });

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AnswerQuestion {
    /// The login, sealed.
    pub to: String,
    /// The answer.
    pub answer: Secret<String>,
    /// The new password.
    pub password: Secret<String>,
    /// The same once more.
    pub again: Secret<String>,
    /// A recovery code; may be empty.
    pub code: String,
}

/// What came of a right answer.
#[derive(Debug)]
pub enum Answered {
    /// The password is set.
    Set(PasswordSet),
    /// It is set then, unless somebody signs in before.
    Waits {
        /// When.
        due: Moment,
        /// For the page of a code by text message, which sets it at once; `None`: there is no phone to send one to.
        by_text: Option<String>,
    },
}

/// Takes the login after the human check; returns it. `about` the form of a forgotten password.
pub async fn name_login(cx: &Cx, login: PlainLogin, human: &HumanAnswer) -> Outcome<PlainLogin, QuestionRefusal> {
    super::recover::FORMS.check(cx)?.or_refuse()?;
    let about = cx.app.keys.settled(contacts::EMAIL, login.normalized().as_bytes());
    let passed = human::check_about(cx, super::recover::FORM, human, &about).await?;
    passed.map_err(|no| Invalid::one(FormError::Human(no))).or_refuse()?;
    Ok(login)
}

/// Answers.
pub async fn answer_question(cx: &Cx, input: &AnswerQuestion, here: &Here) -> Outcome<Answered, QuestionRefusal> {
    let plain = cx.service::<PlainLogins>()?;
    BUDGET.check(cx)?.or_refuse()?;
    let login = login_page::open(cx, &input.to).filter(|_| plain.on).ok_or(BadLink::Expired).or_refuse()?;
    let asker = BUDGET.asker(cx);
    check(cx, input, &login, &asker).await?;
    let answer = cx.service::<EqualAnswers>()?.start();
    let counter = limits::answers(cx, &login);
    // Counted before it is looked at, so that many at once are no more than one after the other.
    let tx = cx.begin().await?;
    counters::take(cx, &tx, &counter).await?.map_err(QuestionRefusal::Paused).or_refuse()?;
    tx.commit().await?;
    let found = asked(cx, &login).await?.filter(|asked| asked.account.state == State::Active);
    let own = found.as_ref().map(|asked| (asked.account.id, Some(asked.question.answer_sealed.as_slice())));
    let stored = ANSWER.of(cx, cx.read(), own).await?;
    let verified = cx.service::<HashPool>()?.verify(&asker, normalized_answer(&input.answer), stored).await?;
    let phc = hash(cx, &asker, input.password.clone()).await?;
    let tx = cx.begin().await?;
    let answered = match found {
        Some(asked) if verified.matches => {
            let is_alone = plain.question_alone;
            let answered = set(cx, &tx, &asked, Given { input, phc: &phc, is_alone }, here).await?;
            // A wrong code beside a right answer counts as a wrong answer does.
            if answered.is_some() {
                counters::give_back(&tx, &counter).await?;
            }
            answered
        }
        Some(asked) => {
            cx.audit(&tx, events::QUESTION_FAILED.about(asked.account.id).of_account(asked.account.id)).await?;
            None
        }
        None => None,
    };
    tx.commit().await?;
    if answered.is_none() {
        answer.wait().await;
    }
    answered.ok_or_else(|| refuse(QuestionRefusal::Wrong))
}

async fn check(cx: &Cx, input: &AnswerQuestion, login: &PlainLogin, asker: &Asker) -> Outcome<(), QuestionRefusal> {
    let mut errors = Errors::<FormError>::default();
    if input.answer.expose().trim().is_empty() {
        errors.add(FormError::AnswerMissing);
    }
    let judged = passwords::judge(cx, asker, &input.password, login.written(), &[]).await?;
    errors.add_all(judged.err().iter().flat_map(Invalid::iter).copied());
    passwords::note_repetition(&mut errors, &input.password, &input.again);
    Ok(errors.done().or_refuse()?)
}

/// What stands beside the answer, and the new password.
struct Given<'a> {
    input: &'a AnswerQuestion,
    phc: &'a str,
    is_alone: bool,
}

/// The answer was right. `None`: the code beside it was not, or the account has changed meanwhile.
async fn set(cx: &Cx, tx: &Tx, asked: &Asked, given: Given<'_>, here: &Here) -> Result<Option<Answered>, Fault> {
    let id = asked.account.id;
    let cx = &cx.acting_as(Actor::Account { id });
    let Some(row) = locked(tx, id).await? else { return Ok(None) };
    if question(&**tx, id).await?.as_ref() != Some(&asked.question) {
        return Ok(None);
    }
    let typed = given.input.code.trim();
    if !typed.is_empty() {
        let Ok(passed) = factors::check(cx, tx, id, typed, None).await? else {
            cx.audit(tx, events::CODE_FAILED.about(id).of_account(id)).await?;
            return Ok(None);
        };
        factors::use_up(cx, tx, &row, passed).await?;
    } else if !given.is_alone {
        let waits = waiting_passwords::begin(cx, tx, id, given.phc).await?;
        let named = question_text::Named { waiting: waits.id, account: id };
        let by_text = if has_phone(cx, tx, id).await? { Some(question_text::seal(cx, named)?) } else { None };
        return Ok(Some(Answered::Waits { due: due(&waits), by_text }));
    }
    waiting_passwords::replace(cx, tx, id, given.phc).await?;
    let row: account::Model =
        locked(tx, id).await?.ok_or_else(|| Fault::new("an account vanished while it was held"))?;
    let entered = let_in_by_link(cx, tx, &row, Met::New, here).await?;
    let set = entered.map_or(PasswordSet::SomebodyElse, |entered| PasswordSet::Entered(entered, Vec::new()));
    Ok(Some(Answered::Set(set)))
}

/// Whether a code can be sent to a phone of the account. Only who has answered learns it.
async fn has_phone(cx: &Cx, tx: &Tx, id: Uuid) -> Result<bool, Fault> {
    let Some(messages) = gatehouse_messages::of(cx) else { return Ok(false) };
    Ok(phones::of_account(cx, &**tx, id).await?.iter().any(|phone| messages.reaches(&phone.number)))
}

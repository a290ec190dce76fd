//! Chooses a login that is no address, where the operator allows that (ACC-14): the person agrees that no mail reaches them any more, and
//! chooses a secret question. The address is given up as with any change of it: it gets the link that undoes that.

use super::addresses::{BUDGET, Written, swap};
use super::factors::recovery;
use super::{limits, locked, waiting_passwords};
use crate::events;
use crate::model::FormError;
use crate::model::config::PlainLogins;
use crate::model::login::{self, PlainLogin, QUESTIONS, normalized_answer};
use crate::queries::{addresses, contacts, factors};
use crate::refusals::{AddressRefusal, NotTheOwner};
use crate::rights::own_account;
use crate::sessions::is_factor_due;
use crate::signals::IsAddressFixed;
use crate::tables::account;
use crate::tables::secret_question::{ActiveModel, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Errors, Fault, Invalid, OrRefuse as _, Outcome, Secret, Stop, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::{Asker, counters};
use gatehouse_signin::SealedPasswords;
use gatehouse_signin::passwords::hash;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use serde::Deserialize;

/// Where the hash of an answer is sealed.
pub(super) const ANSWER: SealedPasswords = SealedPasswords("secret_question.answer_sealed");

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ChooseLogin {
    /// The login.
    pub login: String,
    /// The number of the question.
    pub question: String,
    /// The answer.
    pub answer: Secret<String>,
    /// `true`: the limits are agreed to.
    pub confirm: String,
}

struct Chosen {
    login: PlainLogin,
    question: i64,
    answer: Secret<String>,
}

/// Chooses; returns new recovery codes where the account had none. `session`: the one that asks. The page asks for a fresh proof before.
pub async fn choose_login(
    cx: &Cx,
    session: Uuid,
    input: &ChooseLogin,
) -> Outcome<Option<Vec<Secret<String>>>, AddressRefusal> {
    let id = own_account(cx).or_refuse()?;
    if !cx.service::<PlainLogins>()?.on {
        return Err(refuse(AddressRefusal::NothingWaits));
    }
    BUDGET.check(cx)?.or_refuse()?;
    let chosen = check(input).or_refuse()?;
    let phc = hash(cx, &Asker::of(cx), chosen.answer.clone()).await?;
    let tx = cx.begin().await?;
    // Counters before the account's row, as everywhere.
    let counted = counters::take(cx, &tx, &limits::address_changes(cx, id)).await?;
    counted.map_err(AddressRefusal::AskedTooOften).or_refuse()?;
    let lookup = contacts::written_of(cx, &tx, chosen.login.normalized()).await?;
    let row = locked(&tx, id).await?.ok_or(NotTheOwner).or_refuse()?;
    if cx.ask(&tx, IsAddressFixed { account: id }).await? {
        return Err(refuse(AddressRefusal::OfCompany));
    }
    if is_factor_due(cx, &*tx, session, id).await? {
        return Err(refuse(AddressRefusal::ProofDue));
    }
    if is_taken(cx, &tx, &row, &chosen.login).await? {
        // The try counts: nobody finds out which logins there are by trying.
        tx.commit().await?;
        return Err(taken());
    }
    take(cx, &tx, &row, &chosen.login, lookup).await?;
    store(cx, &tx, id, chosen.question, &phc).await?;
    let codes = match factors::codes_left(&*tx, id).await? {
        0 => Some(recovery::make(cx, &tx, id).await?),
        _ => None,
    };
    cx.audit(&tx, events::LOGIN_CHOSEN.about(id).of_account(id)).await?;
    tx.commit().await?;
    Ok(codes)
}

fn check(input: &ChooseLogin) -> Result<Chosen, Invalid<FormError>> {
    let mut errors = Errors::<FormError>::default();
    let login = errors.take(PlainLogin::parse(&input.login).ok_or(FormError::LoginInvalid));
    let question = input.question.parse::<i64>().ok().filter(|number| (0..QUESTIONS).contains(number));
    let question = errors.take(question.ok_or(FormError::QuestionMissing));
    let answer = normalized_answer(&input.answer);
    let length = answer.expose().chars().count();
    if length < login::SHORTEST_ANSWER || length > login::LONGEST_ANSWER as usize {
        errors.add(FormError::AnswerLength);
    } else if login.as_ref().is_ok_and(|login| login.normalized() == answer.expose()) {
        errors.add(FormError::AnswerIsLogin);
    }
    if input.confirm != "true" {
        errors.add(FormError::LimitsNotAgreed);
    }
    errors.finish(|| Ok(Chosen { login: login?, question: question?, answer }))
}

fn taken() -> Stop<AddressRefusal> {
    refuse(AddressRefusal::from(Invalid::one(FormError::LoginTaken)))
}

/// Whether another account has the login, or had it until lately.
async fn is_taken(cx: &Cx, tx: &Tx, row: &account::Model, login: &PlainLogin) -> Result<bool, Fault> {
    if contacts::by_normalized(cx, &**tx, login.normalized()).await?.is_some_and(|found| found.id != row.id) {
        return Ok(true);
    }
    let former = addresses::former_of(cx, &**tx, login.normalized()).await?;
    Ok(former.is_some_and(|former| former.account_id != row.id))
}

/// Gives the account the login, unless it has it already.
async fn take(
    cx: &Cx,
    tx: &Tx,
    row: &account::Model,
    login: &PlainLogin,
    lookup: (Vec<u8>, i64),
) -> Outcome<(), AddressRefusal> {
    if contacts::by_normalized(cx, &**tx, login.normalized()).await?.is_some() {
        return Ok(());
    }
    let new = Written { written: login.written(), normalized: login.normalized(), lookup };
    if swap(cx, tx, row, &new).await? { Ok(()) } else { Err(taken()) }
}

/// Stores the question. What somebody began with the answer to the one before ends with it.
async fn store(cx: &Cx, tx: &Tx, id: Uuid, question: i64, phc: &str) -> Result<(), Fault> {
    Entity::delete_by_id(id).exec(&**tx).await?;
    waiting_passwords::stop(cx, tx, id).await?;
    let row = ActiveModel {
        account_id: Set(id),
        question: Set(question),
        answer_sealed: Set(ANSWER.seal_for(cx, &**tx, id, phc).await?),
        set_at: Set(cx.now()),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(())
}

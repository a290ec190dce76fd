//! What stands beside the password (ACC-9), and what a code of it is worth. Each kind of factor has a file of its own here; a kind that
//! people type no code of is added beside [`Passed`].

pub(crate) mod app;
pub(super) mod passkey;
pub(super) mod phone;
pub(super) mod recovery;

use super::end_other_sessions::forget_others;
use super::known_browsers::distrust_all;
use super::limits::CODES_A_DAY;
use super::{first_factors, locked};
use crate::model::login::is_address;
use crate::model::text_code::Bound;
use crate::model::{FactorKind, factor};
use crate::queries::contacts;
use crate::refusals::{CodeRefusal, FactorRefusal, NotTheOwner};
use crate::sessions::half::HALVES;
use crate::sessions::is_factor_due;
use crate::tables::{account, account_factor};
use crate::{events, mails, sessions};
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, OrRefuse as _, Outcome, SECOND, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::{Budget, Limit};
use gatehouse_signin::totp::{Typed, read};
use sea_orm::entity::prelude::*;

/// Codes of sign-ins from one network: 20 at once, then one each 30 seconds.
pub const BUDGET: Budget = Budget::of_strangers(Limit { action: "accounts.code", burst: 20, seconds_each: 30 });

/// What opened. The account's row is held from the check on, so that a code opens once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Passed {
    /// A code of this app, of this time step.
    App(Uuid, i64),
    /// This recovery code.
    Recovery(Uuid),
    /// A code by text message.
    Text {
        /// The phone.
        factor: Uuid,
        /// The code.
        code: Uuid,
    },
}

impl Passed {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::App(..) => FactorKind::App.word(),
            Self::Recovery(_) => "recovery_code",
            Self::Text { .. } => FactorKind::Phone.word(),
        }
    }
}

/// Checks a typed code. `bound`: what a code by text message must have been sent for; a wrong one is counted, so the caller commits in either
/// case.
pub(super) async fn check(
    cx: &Cx,
    tx: &Tx,
    account: Uuid,
    typed: &str,
    bound: Option<Bound>,
) -> Result<Result<Passed, CodeRefusal>, Fault> {
    match read(typed) {
        Typed::App(code) => match (app::check(cx, tx, account, &code).await?, bound) {
            (Err(refusal), Some(bound)) => {
                Ok(phone::check(cx, tx, account, bound, &code).await?.unwrap_or(Err(refusal)))
            }
            (by_app, _) => Ok(by_app),
        },
        Typed::Recovery(code) => recovery::check(cx, tx, account, &code).await,
        Typed::Neither => Ok(Err(CodeRefusal::Wrong)),
    }
}

/// Makes what opened useless for the next time. The owner is told of a recovery code.
pub(super) async fn use_up(cx: &Cx, tx: &Tx, row: &account::Model, passed: Passed) -> Result<(), Fault> {
    match passed {
        Passed::App(factor, step) => app::use_up(cx, tx, factor, step).await,
        Passed::Recovery(code) => recovery::use_up(cx, tx, row, code).await,
        Passed::Text { factor, code } => phone::use_up(cx, tx, factor, code).await,
    }
}

/// The day's last wrong code pauses the second step: the owner gets a mail.
pub(super) async fn tell_if_paused(
    cx: &Cx,
    tx: &Tx,
    row: &account::Model,
    count: i64,
) -> Result<Option<CodeRefusal>, Fault> {
    if count < CODES_A_DAY {
        return Ok(None);
    }
    mails::second_step_paused::queue(cx, tx, &contacts::recipient(cx, tx, row).await?).await?;
    cx.audit(tx, events::SECOND_STEP_PAUSED.about(row.id).of_account(row.id)).await?;
    Ok(Some(CodeRefusal::Paused(u32::try_from(DAY / SECOND).unwrap_or(u32::MAX))))
}

/// Who has a factor changes factors only after giving one in this session (ASVS 7.5.1): password and stolen session are not enough.
pub(super) async fn must_be_proven(cx: &Cx, tx: &Tx, session: Uuid, account: Uuid) -> Outcome<(), FactorRefusal> {
    if is_factor_due(cx, &**tx, session, account).await? { Err(refuse(FactorRefusal::ProofDue)) } else { Ok(()) }
}

/// The account's row, held, of somebody who may change its factors.
pub(super) async fn held_by_owner(
    cx: &Cx,
    tx: &Tx,
    session: Uuid,
    account: Uuid,
) -> Outcome<account::Model, FactorRefusal> {
    let row = locked(tx, account).await?.ok_or(NotTheOwner).or_refuse()?;
    must_be_proven(cx, tx, session, account).await?;
    Ok(row)
}

/// Removes all factors of an account with what stands beside them: recovery codes, trust in browsers, sign-ins half done. The codes of a
/// plain login stay: with the answer to its question they set a new password (ACC-13). Returns whether they did.
pub(super) async fn take_away(cx: &Cx, tx: &Tx, row: &account::Model) -> Result<bool, Fault> {
    let keeps_codes = !is_address(&contacts::recipient(cx, tx, row).await?.email);
    forget_all(tx, row.id).await?;
    if !keeps_codes {
        recovery::forget(tx, row.id).await?;
    }
    first_factors::forget(tx, row.id).await?;
    distrust_all(tx, row.id).await?;
    HALVES.end_all(cx, tx, row.id, None).await?;
    Ok(keeps_codes)
}

/// The factors alone.
pub(super) async fn forget_all(tx: &Tx, account: Uuid) -> Result<(), Fault> {
    use account_factor::{Column, Entity};
    Entity::delete_many().filter(Column::AccountId.eq(account)).exec(&**tx).await?;
    Ok(())
}

/// A factor is added.
#[derive(Debug)]
pub struct Added {
    /// The session's new token.
    pub session: Secret<String>,
    /// Recovery codes, if it is the first factor; shown this once.
    pub codes: Vec<Secret<String>>,
    /// For the mail about the first factor: says that it was not the owner.
    pub(super) undo: Option<Secret<String>>,
}

/// Refuses one more than an account may have.
pub(super) fn has_room(before: &[account_factor::Model]) -> Result<(), FactorRefusal> {
    let most = usize::try_from(factor::MOST).unwrap_or(usize::MAX);
    if before.len() < most { Ok(()) } else { Err(FactorRefusal::TooMany) }
}

/// What every new factor does: the session gets a new token. The first one turns two-step verification on: it brings recovery codes, ends all
/// other sessions and forgets all other browsers, which were let in by the password alone.
pub(super) async fn added(cx: &Cx, tx: &Tx, session: Uuid, id: Uuid, is_first: bool) -> Outcome<Added, FactorRefusal> {
    let (codes, undo) = if is_first {
        forget_others(cx, tx, id, session).await?;
        (recovery::make(cx, tx, id).await?, Some(first_factors::note(cx, tx, id).await?))
    } else {
        (Vec::new(), None)
    };
    let session = sessions::renew(cx, tx, session, id, sessions::Proof::Factor).await?;
    Ok(Added { session: session.ok_or(NotTheOwner).or_refuse()?, codes, undo })
}

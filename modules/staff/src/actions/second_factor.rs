//! The second factor of a member: codes of the authenticator app, and recovery codes (ALL-8).

use super::{links, locked, passkeys, save};
use crate::actions::browsers;
use crate::actions::grant::{self, Grant};
use crate::actions::limits::{CODES_A_DAY, codes};
use crate::events;
use crate::mails;
use crate::model::totp::{TotpSecret, Typed, read};
use crate::model::{recovery_code, totp};
use crate::queries::recipients::{SECRET, opened};
use crate::refusals::SignInRefusal;
use crate::sessions::{self, SESSIONS, Stage};
use crate::tables::{staff, staff_recovery_code, staff_session};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, Fault, Outcome, SECOND, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::{Budget, Limit, counters};
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect as _, Set};

/// Codes of every kind in half-finished sessions, from one network: 30 at once, then one each 10 seconds, so that an office
/// signs in of a morning.
pub(crate) const BUDGET: Budget = Budget::of_strangers(Limit { action: "staff.code", burst: 30, seconds_each: 10 });

/// What opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Factor {
    /// A code of the app, of this time step.
    App(i64),
    /// This recovery code.
    Recovery(Uuid),
}

impl Factor {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::App(_) => "app",
            Self::Recovery(_) => "recovery_code",
        }
    }
}

/// What a wrong code costs, and what is said of it.
pub(super) async fn failed(
    cx: &Cx,
    tx: &Tx,
    half: &staff_session::Model,
    member: &staff::Model,
    count: i64,
    refusal: SignInRefusal,
) -> Result<SignInRefusal, Fault> {
    cx.audit(tx, events::CODE_FAILED.about(member.id)).await?;
    if let Some(paused) = tell_if_paused(cx, tx, member, count).await? {
        sessions::end(tx, half.id).await?;
        return Ok(paused);
    }
    let has_ended = SESSIONS.proof_failed(cx, tx, half.id).await?;
    Ok(if has_ended { SignInRefusal::TooManyCodes } else { refusal })
}

/// The live half-finished session and its member with what they may, both held until the transaction ends.
pub(super) async fn hold_half(
    cx: &Cx,
    tx: &Tx,
    session: Uuid,
) -> Outcome<(staff_session::Model, staff::Model, Grant), SignInRefusal> {
    use staff_session::{Column, Entity};
    let expired = || refuse(SignInRefusal::Expired);
    let half = Entity::find_by_id(session).filter(Column::Stage.eq(Stage::PasswordPassed));
    let half = half.lock_exclusive().one(&**tx).await?;
    let half = half.filter(|half| Stage::PasswordPassed.is_live(half, cx.now())).ok_or_else(expired)?;
    let member = locked(tx, half.staff_id).await?.filter(|m| m.disabled_at.is_none()).ok_or_else(expired)?;
    let grant = grant::of_row(cx, &**tx, &member).await?.ok_or_else(expired)?;
    Ok((half, member, grant))
}

/// Counts a code before it is checked; refuses it while the second factor is paused.
pub(super) async fn count_code(cx: &Cx, tx: &Tx, member: &staff::Model) -> Outcome<i64, SignInRefusal> {
    let counted = counters::take(cx, tx, &codes(cx, member.id)).await?;
    counted.map_err(|seconds| refuse(SignInRefusal::Paused(seconds)))
}

/// The day's last wrong code pauses the second factor: the member gets a mail.
pub(super) async fn tell_if_paused(
    cx: &Cx,
    tx: &Tx,
    member: &staff::Model,
    count: i64,
) -> Result<Option<SignInRefusal>, Fault> {
    if count < CODES_A_DAY {
        return Ok(None);
    }
    mails::second_factor_paused(cx, tx, &opened(cx, &**tx, member.clone()).await?).await?;
    cx.audit(tx, events::SECOND_FACTOR_PAUSED.about(member.id)).await?;
    Ok(Some(SignInRefusal::Paused(u32::try_from(DAY / SECOND).unwrap_or(u32::MAX))))
}

/// The sealed secret that a code is checked against.
pub(super) enum Key<'a> {
    /// The member's own, with their recovery codes beside it.
    Own(Option<&'a [u8]>),
    /// The one that a half-finished session offers.
    Offered(&'a TotpSecret),
}

impl<'a> Key<'a> {
    /// The member's own.
    pub(super) fn of(member: &'a staff::Model) -> Self {
        Self::Own(member.totp_secret_sealed.as_deref())
    }
}

/// Checks a typed code against a secret and against the recovery codes. Changes nothing.
pub(super) async fn check(
    cx: &Cx,
    tx: &Tx,
    member: &staff::Model,
    against: Key<'_>,
    typed: &str,
) -> Result<Result<Factor, SignInRefusal>, Fault> {
    match read(typed) {
        Typed::App(code) => {
            let own;
            let secret = match against {
                Key::Own(None) => return Ok(Err(SignInRefusal::CodeWrong)),
                Key::Own(Some(sealed)) => {
                    let key = subject::key(cx, &**tx, member.id).await?;
                    own = TotpSecret::from_bytes(&key.open(SECRET, member.id, sealed)?)?;
                    &own
                }
                Key::Offered(secret) => secret,
            };
            Ok(match secret.step_of(&code, cx.now()) {
                None => Err(SignInRefusal::CodeWrong),
                Some(step) if step <= last_step(cx, member) => Err(SignInRefusal::CodeUsed),
                Some(step) => Ok(Factor::App(step)),
            })
        }
        // A secret that is only being set up is proven by the app and by nothing else.
        Typed::Recovery(code) if matches!(against, Key::Own(_)) => {
            use staff_recovery_code::{Column, Entity};
            let found = Entity::find()
                .filter(Column::StaffId.eq(member.id))
                // Codes are kept for years: those of before a rotation of the pepper open too.
                .filter(Column::CodeHash.is_in(cx.app.keys.accepted(RECOVERY, &of_member(member.id, &code))))
                .filter(Column::UsedAt.is_null())
                .one(&**tx)
                .await?;
            Ok(found.map(|row| Factor::Recovery(row.id)).ok_or(SignInRefusal::CodeWrong))
        }
        Typed::Recovery(_) | Typed::Neither => Ok(Err(SignInRefusal::CodeWrong)),
    }
}

/// The step of the last code taken. One that lies beyond the next step is of a clock that was ahead, and says nothing.
fn last_step(cx: &Cx, member: &staff::Model) -> i64 {
    let next = cx.now().seconds() / totp::STEP + 1;
    if member.totp_last_step <= next { member.totp_last_step } else { 0 }
}

/// Makes a checked code useless for the next time. The member's row is held, so nobody else used it meanwhile.
pub(super) async fn use_up(cx: &Cx, tx: &Tx, member: &staff::Model, factor: Factor) -> Result<(), Fault> {
    match factor {
        Factor::App(step) => {
            let row = staff::ActiveModel { totp_last_step: Set(step), ..Default::default() };
            save(cx, tx, member, row).await.map(drop)
        }
        Factor::Recovery(id) => {
            use staff_recovery_code::{Column, Entity};
            Entity::update_many()
                .col_expr(Column::UsedAt, Expr::value(cx.now()))
                .filter(Column::Id.eq(id))
                .exec(&**tx)
                .await?;
            Ok(())
        }
    }
}

const RECOVERY: &str = "staff.recovery_code";

/// What the hash of a recovery code is of.
fn of_member(member: Uuid, code: &str) -> Vec<u8> {
    [&member.as_bytes()[..], code.as_bytes()].concat()
}

async fn forget_recovery_codes(tx: &Tx, member: Uuid) -> Result<(), Fault> {
    use staff_recovery_code::{Column, Entity};
    Entity::delete_many().filter(Column::StaffId.eq(member)).exec(&**tx).await?;
    Ok(())
}

/// Takes away what stands beside a member's secret: recovery codes, passkeys, a pause, known browsers, sessions, links.
pub(super) async fn take_away(cx: &Cx, tx: &Tx, member: Uuid) -> Result<(), Fault> {
    forget_recovery_codes(tx, member).await?;
    passkeys::forget(tx, member).await?;
    counters::forget(tx, &codes(cx, member)).await?;
    browsers::forget_all(tx, member).await?;
    SESSIONS.end_all(cx, tx, member, None).await?;
    links::end_all(tx, member).await
}

/// Replaces a member's recovery codes; returns the new ones as they are shown, which is this once.
pub(super) async fn make_recovery_codes(cx: &Cx, tx: &Tx, member: Uuid) -> Result<Vec<Secret<String>>, Fault> {
    use staff_recovery_code::{ActiveModel, Entity};
    forget_recovery_codes(tx, member).await?;
    let codes: Vec<String> = (0..recovery_code::COUNT).map(|_| recovery_code::random(cx.app.random.as_ref())).collect();
    let rows = codes.iter().map(|code| ActiveModel {
        id: Set(cx.id()),
        staff_id: Set(member),
        code_hash: Set(cx.app.keys.lookup(RECOVERY, &of_member(member, code)).to_vec()),
        created_at: Set(cx.now()),
        used_at: Set(None),
    });
    Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    Ok(codes.iter().map(|code| Secret::new(recovery_code::shown(code))).collect())
}

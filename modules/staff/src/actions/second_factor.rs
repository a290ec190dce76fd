//! Signing in, second half: a code of the authenticator app, or a recovery code (ALL-8).

use super::new_network::tell_of_new_network;
use super::{as_member, locked, save};
use crate::contacts::{SECRET, open};
use crate::events;
use crate::gate::{CODES_A_DAY, codes};
use crate::grant::{self, Grant};
use crate::mails;
use crate::model::totp::{TotpSecret, Typed, read};
use crate::model::{recovery_code, totp};
use crate::refusals::SignInRefusal;
use crate::sessions::{self, SESSIONS, Stage};
use crate::tables::{staff, staff_recovery_code, staff_session};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, Fault, OrRefuse as _, Outcome, SECOND, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::{Budget, Limit, counters};
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect as _, Set};

/// Codes of every kind in half-finished sessions, from one network: 30 at once, then one each 10 seconds, so that an office
/// signs in of a morning.
pub(crate) const BUDGET: Budget = Budget::of_strangers(Limit { action: "staff.code", burst: 30, seconds_each: 10 });

/// What opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Factor {
    /// A code of the app, of this time step.
    App(i64),
    /// This recovery code.
    Recovery(Uuid),
}

impl Factor {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::App(_) => "app",
            Self::Recovery(_) => "recovery_code",
        }
    }
}

/// Finishes the half-finished session with a code: the new token is for the cookie. Five wrong codes end the
/// session, twenty in a day pause the second factor for a day and tell the member by mail.
pub async fn confirm_code(cx: &Cx, session: Uuid, typed: &str) -> Outcome<Secret<String>, SignInRefusal> {
    BUDGET.check(cx)?.or_refuse()?;
    let tx = cx.begin().await?;
    let Some((half, member, _)) = hold_half(cx, &tx, session).await? else {
        return Err(refuse(SignInRefusal::Expired));
    };
    let cx = &as_member(cx, &member);
    let count = match count_code(cx, &tx, &member).await? {
        Ok(count) => count,
        Err(seconds) => return Err(refuse(SignInRefusal::Paused(seconds))),
    };
    match check(cx, &tx, &member, Key::of(&member), typed).await? {
        Ok(factor) => {
            counters::give_back(&tx, &codes(cx, member.id)).await?;
            use_up(cx, &tx, &member, factor).await?;
            sessions::end(&tx, half.id).await?;
            let token = sessions::start(cx, &tx, member.id, Stage::Full, None).await?;
            tell_of_new_network(cx, &tx, &member).await?;
            let details = serde_json::json!({ "factor": factor.word() });
            cx.audit(&tx, events::SIGNED_IN.about(member.id).with(details)).await?;
            tx.commit().await?;
            Ok(token)
        }
        Err(refusal) => {
            let refusal = failed(cx, &tx, &half, &member, count, refusal).await?;
            tx.commit().await?;
            Err(refuse(refusal))
        }
    }
}

/// What a wrong code costs, and what is said of it.
pub(crate) async fn failed(
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

/// The live half-finished session and its member with what he may, both held until the transaction ends.
pub(crate) async fn hold_half(
    cx: &Cx,
    tx: &Tx,
    session: Uuid,
) -> Result<Option<(staff_session::Model, staff::Model, Grant)>, Fault> {
    use staff_session::{Column, Entity};
    let half = Entity::find_by_id(session)
        .filter(Column::Stage.eq(Stage::PasswordPassed.word()))
        .lock_exclusive()
        .one(&**tx)
        .await?;
    let half = half.filter(|half| Stage::PasswordPassed.is_live(half, cx.now()));
    let Some(half) = half else { return Ok(None) };
    let member = locked(tx, half.staff_id).await?.filter(|m| m.disabled_at.is_none());
    let Some(member) = member else { return Ok(None) };
    let grant = grant::of_row(cx, &**tx, &member).await?;
    Ok(grant.map(|grant| (half, member, grant)))
}

/// Counts a code before it is checked; `Err` holds the seconds until codes are taken again.
pub(crate) async fn count_code(cx: &Cx, tx: &Tx, member: &staff::Model) -> Result<Result<i64, u32>, Fault> {
    counters::take(cx, tx, &codes(cx, member.id)).await
}

/// The day's last wrong code pauses the second factor: the member gets a mail.
pub(crate) async fn tell_if_paused(
    cx: &Cx,
    tx: &Tx,
    member: &staff::Model,
    count: i64,
) -> Result<Option<SignInRefusal>, Fault> {
    if count < CODES_A_DAY {
        return Ok(None);
    }
    let key = subject::key(cx, &**tx, member.id).await?;
    mails::second_factor_paused(cx, tx, &open(&key, member.clone())?).await?;
    cx.audit(tx, events::SECOND_FACTOR_PAUSED.about(member.id)).await?;
    Ok(Some(SignInRefusal::Paused(u32::try_from(DAY / SECOND).unwrap_or(u32::MAX))))
}

/// The sealed secret that a code is checked against.
pub(crate) enum Key<'a> {
    /// The member's own, with his recovery codes beside it.
    Own(Option<&'a [u8]>),
    /// The one that a half-finished session offers.
    Offered(&'a TotpSecret),
}

impl<'a> Key<'a> {
    /// The member's own.
    pub(crate) fn of(member: &'a staff::Model) -> Self {
        Self::Own(member.totp_secret_sealed.as_deref())
    }
}

/// Checks a typed code against a secret and against the recovery codes. Changes nothing.
pub(crate) async fn check(
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
                .filter(Column::CodeHash.is_in(recovery_hashes(cx, member.id, &code)))
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
pub(crate) async fn use_up(cx: &Cx, tx: &Tx, member: &staff::Model, factor: Factor) -> Result<(), Fault> {
    match factor {
        Factor::App(step) => {
            let row = staff::ActiveModel { totp_last_step: Set(step), ..Default::default() };
            save(cx, tx, member, row).await.map(drop)
        }
        Factor::Recovery(id) => {
            use staff_recovery_code::{Column, Entity};
            Entity::update_many()
                .col_expr(Column::UsedAt, Expr::value(cx.now().0))
                .filter(Column::Id.eq(id))
                .exec(&**tx)
                .await?;
            Ok(())
        }
    }
}

const RECOVERY: &str = "staff.recovery_code";

fn recovery_hash(cx: &Cx, member: Uuid, code: &str) -> Vec<u8> {
    cx.app.keys.lookup(RECOVERY, &[&member.as_bytes()[..], code.as_bytes()].concat()).to_vec()
}

/// Codes are kept for years: those of before a rotation of the pepper open too.
fn recovery_hashes(cx: &Cx, member: Uuid, code: &str) -> Vec<Vec<u8>> {
    cx.app.keys.accepted(RECOVERY, &[&member.as_bytes()[..], code.as_bytes()].concat())
}

/// Replaces a member's recovery codes; returns the new ones as they are shown, which is this once.
pub(crate) async fn make_recovery_codes(cx: &Cx, tx: &Tx, member: Uuid) -> Result<Vec<Secret<String>>, Fault> {
    use staff_recovery_code::{ActiveModel, Column, Entity};
    Entity::delete_many().filter(Column::StaffId.eq(member)).exec(&**tx).await?;
    let codes: Vec<String> = (0..recovery_code::COUNT).map(|_| recovery_code::random(cx.app.random.as_ref())).collect();
    let rows = codes.iter().map(|code| ActiveModel {
        id: Set(cx.id()),
        staff_id: Set(member),
        code_hash: Set(recovery_hash(cx, member, code)),
        created_at: Set(cx.now()),
        used_at: Set(None),
    });
    Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    Ok(codes.iter().map(|code| Secret::new(recovery_code::shown(code))).collect())
}

//! Some added licenses wait for a clerk's word (LIC-23).
//!
//! The rule: a license that nobody else has, and that is flagged itself or by its batch, order or product, works only after a clerk approved
//! it for the account that added it. Until then it activates nothing and no device renews. Approved, it works; declined, it is taken out
//! of the account and stays closed until a clerk approves the next one who adds it. Either way the person is told, with the reason.

use crate::actions::connection::connection_changed;
use crate::actions::detach::detach;
use crate::actions::key_files::suspended;
use crate::actions::leases::{license_changed, licenses_changed};
use crate::events;
use crate::mails::verified::{self, Word};
use crate::model::note;
use crate::model::verification::{DECIDE_WITHIN, DeclineReason, VerificationRule, VerificationState};
use crate::rights::{LicensesWrite, NotAllowed, may};
use crate::tables::license;
use crate::tables::verification::{ActiveModel, Column, Entity};
use gatehouse_accounts::queries::contacts;
use gatehouse_catalog::model::input::{Invalid, Reader};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait, FromQueryResult, QuerySelect as _, Set, Statement};
use serde_json::json;

/// Licenses of one statement.
const PART: usize = 500;

/// Why nothing was decided.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum VerifyRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// No such verification.
    #[refusal(404, "verification.unknown", refusal_verification_unknown)]
    Unknown,
    /// It was decided meanwhile.
    #[refusal(409, "verification.decided", refusal_verification_decided)]
    Decided,
    /// The reason of a declined one is missing.
    Invalid(Invalid),
}

/// What a clerk says.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// It works.
    Approve,
    /// It does not.
    Decline {
        /// `buyer_unclear`, `payment_unclear`, `wrong_region` or `resold`.
        reason: String,
        /// Words to the person, up to 2,000 characters; may be empty.
        note: String,
    },
}

#[derive(FromQueryResult)]
struct Asked {
    id: Uuid,
    kind: VerificationRule,
}

/// Puts those of these licenses, which the account has just added, before a clerk that a rule names; answers how many.
pub(crate) async fn ask(cx: &Cx, tx: &Tx, account: Uuid, licenses: &[Uuid]) -> Result<usize, Fault> {
    let mut asked = 0;
    for part in licenses.chunks(PART) {
        let found = flagged(tx, account, part).await?;
        if !found.is_empty() {
            hold_back(cx, tx, account, &found).await?;
            asked += found.len();
        }
    }
    Ok(asked)
}

/// Each flagged license once, by the nearest rule; those that are in another account too, or were approved for this one, are not.
async fn flagged(tx: &Tx, account: Uuid, licenses: &[Uuid]) -> Result<Vec<Asked>, Fault> {
    let places: Vec<String> = (2..licenses.len() + 2).map(|place| format!("${place}")).collect();
    let text = format!(
        "select l.id, r.kind from license l join verification_rule r on r.ended_at is null and (\
         (r.kind = 'license' and r.about_id = l.id) or (r.kind = 'batch' and r.about_id = l.batch_id) or \
         (r.kind = 'order' and r.about_id = l.purchase_id) or (r.kind = 'product' and r.about_id = l.product_id)) \
         where l.id in ({}) \
         and not exists (select 1 from license_holder h where h.license_id = l.id and h.account_id <> $1) \
         and not exists (select 1 from verification v where v.license_id = l.id and v.account_id = $1 \
         and v.state <> 'declined') order by l.id",
        places.join(", ")
    );
    let values = std::iter::once(account.into()).chain(licenses.iter().map(|id| (*id).into()));
    let statement = Statement::from_sql_and_values(sea_orm::ConnectionTrait::get_database_backend(&**tx), text, values);
    let mut found = Asked::find_by_statement(statement).all(&**tx).await?;
    // One that was declined before stays closed also when its rule has ended.
    let closed = license::Entity::find()
        .filter(license::Column::Id.is_in(licenses.iter().copied()))
        .filter(license::Column::AwaitingVerification.eq(true))
        .select_only()
        .column(license::Column::Id)
        .into_tuple::<Uuid>()
        .all(&**tx)
        .await?;
    let waiting = waiting_of(tx, &closed).await?;
    found.extend(
        closed.into_iter().filter(|id| !waiting.contains(id)).map(|id| Asked { id, kind: VerificationRule::License }),
    );
    found.sort_by_key(|asked| asked.id);
    found.dedup_by_key(|asked| asked.id);
    Ok(found)
}

async fn waiting_of(tx: &Tx, licenses: &[Uuid]) -> Result<Vec<Uuid>, Fault> {
    let rows = Entity::find()
        .filter(Column::LicenseId.is_in(licenses.iter().copied()))
        .filter(Column::State.eq(VerificationState::Waiting));
    Ok(rows.select_only().column(Column::LicenseId).into_tuple().all(&**tx).await?)
}

async fn hold_back(cx: &Cx, tx: &Tx, account: Uuid, found: &[Asked]) -> Result<(), Fault> {
    let now = cx.now();
    license::Entity::update_many()
        .col_expr(license::Column::AwaitingVerification, Expr::value(true))
        .col_expr(license::Column::StatusUntil, Expr::value(Moment(0)))
        .col_expr(license::Column::Version, ExprTrait::add(Expr::col(license::Column::Version), 1))
        .filter(license::Column::Id.is_in(found.iter().map(|asked| asked.id)))
        .exec(&**tx)
        .await?;
    let rows = found.iter().map(|asked| ActiveModel {
        id: Set(cx.id()),
        license_id: Set(asked.id),
        account_id: Set(account),
        kind: Set(asked.kind),
        asked_at: Set(now),
        due_at: Set(now.plus(DECIDE_WITHIN)),
        state: Set(VerificationState::Waiting),
        reason: Set(None),
        words_sealed: Set(None),
        decided_at: Set(None),
        decided_by_id: Set(None),
    });
    Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    let ids: Vec<Uuid> = found.iter().map(|asked| asked.id).collect();
    licenses_changed(cx, tx, &ids).await?;
    suspended(cx, tx, &ids).await?;
    let line = |asked: &Asked| {
        let entry = events::VERIFICATION_ASKED.about(asked.id).of_account(account);
        (cx, entry.with(json!({ "rule": asked.kind.word() })))
    };
    Cx::audit_each(tx, found.iter().map(line).collect()).await
}

/// Decides; of two clerks at once one does.
pub async fn verify(cx: &Cx, id: Uuid, verdict: &Verdict) -> Outcome<(), VerifyRefusal> {
    may::<LicensesWrite>(cx).or_refuse()?;
    let declined = read(verdict).or_refuse()?;
    let tx = cx.begin().await?;
    let Some(row) = Entity::find_by_id(id).one(&*tx).await? else { return Err(refuse(VerifyRefusal::Unknown)) };
    // The license first, as everywhere.
    let Some(license) = license::Entity::find_by_id(row.license_id).lock_exclusive().one(&*tx).await? else {
        return Err(refuse(VerifyRefusal::Unknown));
    };
    let words = match &declined {
        Some((_, note)) if !note.is_empty() => {
            let key = subject::key(cx, &*tx, license.purchase_id).await?;
            Some(note::seal_of_verification(cx.app.random.as_ref(), &key, id, note)?)
        }
        _ => None,
    };
    let state = if declined.is_some() { VerificationState::Declined } else { VerificationState::Approved };
    let changed = Entity::update_many()
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::Reason, Expr::value(declined.as_ref().map(|(reason, _)| *reason)))
        .col_expr(Column::WordsSealed, Expr::value(words))
        .col_expr(Column::DecidedAt, Expr::value(cx.now()))
        .col_expr(Column::DecidedById, Expr::value(cx.actor.id()))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(VerificationState::Waiting))
        .exec(&*tx)
        .await?
        .rows_affected;
    if changed == 0 {
        return Err(refuse(VerifyRefusal::Decided));
    }
    match &declined {
        None => open(cx, &tx, license.id).await?,
        Some(_) => {
            detach(&tx, license.id, row.account_id).await?;
            connection_changed(cx, &tx, &[license.id]).await?;
        }
    }
    let event = if declined.is_some() { events::VERIFICATION_DECLINED } else { events::VERIFIED };
    cx.audit(&tx, event.about(license.id).of_account(row.account_id)).await?;
    if let Some(contact) = contacts::contact(cx, &*tx, row.account_id).await? {
        let word = declined.as_ref().map_or(Word::Approved, |(reason, note)| Word::Declined(*reason, note));
        verified::queue(cx, &tx, &contact.to, &license, word).await?;
    }
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(())
}

fn read(verdict: &Verdict) -> Result<Option<(DeclineReason, String)>, Invalid> {
    let Verdict::Decline { reason, note } = verdict else { return Ok(None) };
    let mut reader = Reader::default();
    let reason = reader.choice("reason", reason, DeclineReason::from_word).unwrap_or(DeclineReason::BuyerUnclear);
    let note = reader.prose("note", note);
    reader.finish(Some((reason, note)))
}

/// The license works from now on; its devices learn it with their next renewals.
async fn open(cx: &Cx, tx: &Tx, license: Uuid) -> Result<(), Fault> {
    license::Entity::update_many()
        .col_expr(license::Column::AwaitingVerification, Expr::value(false))
        .col_expr(license::Column::StatusUntil, Expr::value(Moment(0)))
        .col_expr(license::Column::Version, ExprTrait::add(Expr::col(license::Column::Version), 1))
        .filter(license::Column::Id.eq(license))
        .exec(&**tx)
        .await?;
    license_changed(cx, tx, license).await
}

/// The account is deleted, or takes a license out: what waits for a clerk waits no more. The license stays closed for who comes next.
pub(crate) async fn forget(tx: &Tx, account: Uuid, license: Option<Uuid>) -> Result<(), Fault> {
    let mut rows = Entity::delete_many().filter(Column::AccountId.eq(account));
    if let Some(license) = license {
        rows = rows.filter(Column::LicenseId.eq(license)).filter(Column::State.eq(VerificationState::Waiting));
    }
    rows.exec(&**tx).await?;
    Ok(())
}

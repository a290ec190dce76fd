//! Some added licenses wait for a clerk's word (LIC-23).
//!
//! The rule: a license that nobody else has, and that is flagged itself or by its batch, order or product, works only after a clerk approved
//! it for the account that added it. Until then it activates nothing and no device renews. Approved, it works; declined, it is taken out
//! of the account and stays closed until a clerk approves the next one who adds it. Either way the person is told, with the reason.
//!
//! Of a company it is the same (LIC-24), and two more things ask for the look: the order names another company, or a clerk wants to see the
//! first license of a product in each country. Those who manage its licenses are told.

use crate::actions::connection::connection_changed;
use crate::actions::detach::detach;
use crate::actions::key_files::suspended;
use crate::actions::leases::{license_changed, licenses_changed};
use crate::events;
use crate::mails::verified::{self, Word};
use crate::model::holder::Holder;
use crate::model::verification::{DECIDE_WITHIN, DeclineReason, VerificationRule, VerificationState};
use crate::model::{licensee, note};
use crate::rights::{LicensesWrite, NotAllowed, may};
use crate::tables::verification::{ActiveModel, Column, Entity, of};
use crate::tables::{license, purchase};
use gatehouse_accounts::queries::contacts;
use gatehouse_catalog::model::input::{Invalid, Reader};
use gatehouse_companies::actions::confirm::confirmed;
use gatehouse_companies::actions::lock::lock;
use gatehouse_companies::model::name::name_key;
use gatehouse_companies::model::rights::CompanyRight;
use gatehouse_companies::queries::recipients::with_right;
use gatehouse_companies::tables::company;
use gatehouse_context::{AuditEntry, Cx, subject};
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

/// Puts those of these licenses, which somebody has just added, before a clerk that a rule names; answers how many.
pub(crate) async fn ask(cx: &Cx, tx: &Tx, holder: Holder, licenses: &[Uuid]) -> Result<usize, Fault> {
    let mut asked = 0;
    for part in licenses.chunks(PART) {
        let found = flagged(cx, tx, holder, part).await?;
        if !found.is_empty() {
            hold_back(cx, tx, holder, &found).await?;
            asked += found.len();
        }
    }
    Ok(asked)
}

/// That no company of the same country has a license of the product.
const FIRST_OF_COUNTRY: &str = " or (r.kind = 'first_of_country' and r.about_id = l.product_id and not exists (select 1 from license m \
     join license_holder o on o.license_id = m.id join company c on c.id = o.company_id where m.product_id = l.product_id \
     and m.id <> l.id and not m.awaiting_verification and c.country = (select country from company where id = $1)))";

/// Each flagged license once, by the nearest rule; those that somebody else has too, or that were approved for this one, are not.
async fn flagged(cx: &Cx, tx: &Tx, holder: Holder, licenses: &[Uuid]) -> Result<Vec<Asked>, Fault> {
    let (column, first) = (holder.column(), if holder.company().is_some() { FIRST_OF_COUNTRY } else { "" });
    let places: Vec<String> = (2..licenses.len() + 2).map(|place| format!("${place}")).collect();
    let text = format!(
        "select l.id, r.kind from license l join verification_rule r on r.ended_at is null and (\
         (r.kind = 'license' and r.about_id = l.id) or (r.kind = 'batch' and r.about_id = l.batch_id) or \
         (r.kind = 'order' and r.about_id = l.purchase_id) or (r.kind = 'product' and r.about_id = l.product_id){first}) \
         where l.id in ({}) \
         and not exists (select 1 from license_holder h where h.license_id = l.id and (h.{column} is null or h.{column} <> $1)) \
         and not exists (select 1 from verification v where v.license_id = l.id and v.{column} = $1 \
         and v.state <> 'declined') order by l.id",
        places.join(", ")
    );
    let values = std::iter::once(holder.id().into()).chain(licenses.iter().map(|id| (*id).into()));
    let statement = Statement::from_sql_and_values(sea_orm::ConnectionTrait::get_database_backend(&**tx), text, values);
    let mut found = Asked::find_by_statement(statement).all(&**tx).await?;
    if let Holder::Company(company) = holder {
        found.extend(of_other_name(cx, tx, company, licenses).await?);
    }
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

/// Those whose orders name another company, that nobody else has and no clerk has approved for this one.
async fn of_other_name(cx: &Cx, tx: &Tx, company: Uuid, licenses: &[Uuid]) -> Result<Vec<Asked>, Fault> {
    use crate::tables::license_holder;
    let Some(row) = company::Entity::find_by_id(company).one(&**tx).await? else { return Ok(Vec::new()) };
    let rows = license::Entity::find().filter(license::Column::Id.is_in(licenses.iter().copied())).all(&**tx).await?;
    let orders = purchase::Entity::find()
        .filter(purchase::Column::Id.is_in(rows.iter().map(|row| row.purchase_id)))
        .filter(purchase::Column::LicenseeSealed.is_not_null())
        .all(&**tx)
        .await?;
    if orders.is_empty() {
        return Ok(Vec::new());
    }
    let keys = subject::keys(cx, &**tx, &orders.iter().map(|order| order.id).collect::<Vec<_>>()).await?;
    let mut others = Vec::new();
    for order in &orders {
        let Some(key) = keys.get(&order.id) else { continue };
        let name = licensee::of_order(key, order)?.unwrap_or_default();
        if name_key(&name) != row.name_key {
            others.extend(rows.iter().filter(|row| row.purchase_id == order.id).map(|row| row.id));
        }
    }
    let shared = license_holder::Entity::find()
        .filter(license_holder::Column::LicenseId.is_in(others.iter().copied()))
        .filter(
            sea_orm::Condition::any()
                .add(license_holder::Column::CompanyId.is_null())
                .add(license_holder::Column::CompanyId.ne(company)),
        )
        .select_only()
        .column(license_holder::Column::LicenseId);
    let approved = Entity::find()
        .filter(Column::LicenseId.is_in(others.iter().copied()))
        .filter(of(Holder::Company(company)))
        .filter(Column::State.ne(VerificationState::Declined))
        .select_only()
        .column(Column::LicenseId);
    let mut left_out: Vec<Uuid> = shared.into_tuple().all(&**tx).await?;
    left_out.extend(approved.into_tuple::<Uuid>().all(&**tx).await?);
    others.retain(|id| !left_out.contains(id));
    Ok(others.into_iter().map(|id| Asked { id, kind: VerificationRule::OtherName }).collect())
}

async fn waiting_of(tx: &Tx, licenses: &[Uuid]) -> Result<Vec<Uuid>, Fault> {
    let rows = Entity::find()
        .filter(Column::LicenseId.is_in(licenses.iter().copied()))
        .filter(Column::State.eq(VerificationState::Waiting));
    Ok(rows.select_only().column(Column::LicenseId).into_tuple().all(&**tx).await?)
}

async fn hold_back(cx: &Cx, tx: &Tx, holder: Holder, found: &[Asked]) -> Result<(), Fault> {
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
        account_id: Set(holder.account()),
        company_id: Set(holder.company()),
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
        let entry = events::VERIFICATION_ASKED.about(asked.id).with(json!({ "rule": asked.kind.word() }));
        (cx, of_holder(entry, holder))
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
    let holder = row.holder().ok_or_else(|| Fault::new("a verification of nobody"))?;
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
            detach(&tx, license.id, holder).await?;
            connection_changed(cx, &tx, &[license.id]).await?;
        }
    }
    let event = if declined.is_some() { events::VERIFICATION_DECLINED } else { events::VERIFIED };
    cx.audit(&tx, of_holder(event.about(license.id), holder)).await?;
    let word = declined.as_ref().map_or(Word::Approved, |(reason, note)| Word::Declined(*reason, note));
    tell(cx, &tx, holder, &license, word).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(())
}

/// A line about a license, with the account whose activity it belongs to.
fn of_holder(entry: AuditEntry, holder: Holder) -> AuditEntry {
    match holder.account() {
        Some(account) => entry.of_account(account),
        None => entry,
    }
}

/// Tells whoever added it. A company that waited for this word is confirmed by an approval: others join it by the license from now on.
async fn tell(cx: &Cx, tx: &Tx, holder: Holder, license: &license::Model, word: Word<'_>) -> Result<(), Fault> {
    let id = match holder {
        Holder::Account(account) => {
            let contact = contacts::contact(cx, &**tx, account).await?;
            return match contact {
                Some(contact) => verified::queue(cx, tx, &contact.to, license, word, "/licenses").await,
                None => Ok(()),
            };
        }
        Holder::Company(id) => id,
    };
    let Some(locked) = lock(cx, tx, id).await? else { return Ok(()) };
    match word {
        Word::Approved => confirmed(cx, tx, &locked).await?,
        Word::Declined(..) => {
            let line = events::COMPANY_REFUSED.about(id).with(json!({ "number": license.number }));
            cx.audit(tx, line).await?;
        }
    }
    let page = format!("/c/{}/licenses", locked.row().slug);
    for to in with_right(cx, &**tx, &[id], CompanyRight::ManageLicenses).await? {
        verified::queue(cx, tx, &to, license, word, &page).await?;
    }
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

/// Whoever added it is deleted, or takes a license out: what waits for a clerk waits no more. The license stays closed for who comes next.
pub(crate) async fn forget(tx: &Tx, holder: Holder, license: Option<Uuid>) -> Result<(), Fault> {
    let mut rows = Entity::delete_many().filter(of(holder));
    if let Some(license) = license {
        rows = rows.filter(Column::LicenseId.eq(license)).filter(Column::State.eq(VerificationState::Waiting));
    }
    rows.exec(&**tx).await?;
    Ok(())
}

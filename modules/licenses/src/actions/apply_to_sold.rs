//! What an edition grants now goes also to licenses that were sold before (LIC-1): "also N sold licenses". A clerk's decision with a reason,
//! a date and a mail to each holder; what takes anything away needs its date stated. A change of an edition alone applies to new sales.
//!
//! The decision is stored at once. The job `licenses.apply_to_sold` makes one of each license, a transaction each; killed, it goes on with
//! those that have none yet. A license for which another decision waits keeps that.

use super::block::begins;
use super::change_sold_license::{Decision, decide, read_why};
use crate::events;
use crate::queries::sold_changes;
use crate::rights::{LicensesWrite, NotAllowed, may};
use crate::tables::{edition_rollout, license, license_change};
use gatehouse_catalog::model::input::{Invalid, Reader, Wrong, invalid};
use gatehouse_catalog::queries::revisions;
use gatehouse_catalog::tables::edition;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_jobs::{NewJob, enqueue};
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QuerySelect as _, Statement};

/// The job that does it.
pub const JOB: &str = "licenses.apply_to_sold";
/// Licenses read at once.
const PART: u64 = 200;

/// What is decided.
#[derive(Clone, Debug, Default)]
pub struct ApplyToSold {
    /// The product.
    pub product: Uuid,
    /// An edition of it.
    pub edition: Uuid,
    /// The revision that the clerk looked at; it must be what is sold now.
    pub revision: i64,
    /// The first day, in the clerk's zone, or an RFC 3339 moment; `None`: at once, where nothing is taken away.
    pub from: Option<String>,
    /// Words to all holders, 1 to 2,000 characters.
    pub why: String,
}

/// Why nothing was decided.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum ApplyRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// No such edition of this product.
    #[refusal(404, "catalog.unknown", refusal_license_unknown)]
    Unknown,
    /// Fields are wrong.
    Invalid(Invalid),
    /// Every license has it already.
    #[refusal(409, "license.nothing_changes", refusal_nothing_changes)]
    Nothing,
    /// The edition was changed meanwhile.
    #[refusal(412, "catalog.changed_meanwhile", refusal_changed_meanwhile)]
    Stale,
}

/// Decides it; answers how many licenses it is about.
pub async fn apply_to_sold(cx: &Cx, input: &ApplyToSold) -> Outcome<i64, ApplyRefusal> {
    may::<LicensesWrite>(cx).or_refuse()?;
    let mut reader = Reader::default();
    let why = read_why(&mut reader, &input.why);
    let from = begins(&mut reader, input.from.as_deref(), cx, cx.now());
    reader.finish(()).or_refuse()?;
    let of_product = edition::Entity::find_by_id(input.edition).filter(edition::Column::ProductId.eq(input.product));
    if of_product.one(cx.read()).await?.is_none() {
        return Err(refuse(ApplyRefusal::Unknown));
    }
    let known = revisions::of_editions(cx.read(), [input.edition]).await?;
    let newest = known.last().filter(|newest| newest.number == input.revision).ok_or(refuse(ApplyRefusal::Stale))?;
    let sold = sold_changes::sold_by_revision(cx, &[input.edition]).await?;
    let earlier =
        known.iter().filter(|rev| rev.number < newest.number && sold.contains_key(&(rev.edition_id, rev.number)));
    let earlier: Vec<_> = earlier.collect();
    let count: i64 = earlier.iter().filter_map(|rev| sold.get(&(rev.edition_id, rev.number))).sum();
    if count == 0 {
        return Err(refuse(ApplyRefusal::Nothing));
    }
    if input.from.is_none() && earlier.iter().any(|before| newest.takes_away_from(before)) {
        return Err(refuse(invalid("from", Wrong::Required).into()));
    }
    let row = edition_rollout::Model {
        id: cx.id(),
        edition_id: input.edition,
        edition_rev: newest.number,
        reason: why,
        from_at: std::cmp::max(from, cx.now()),
        decided_at: cx.now(),
        decided_by_kind: cx.actor.kind().to_owned(),
        decided_by_id: cx.actor.id(),
        finished_at: None,
    };
    let tx = cx.begin().await?;
    edition_rollout::Entity::insert(row.clone().into_active_model()).exec_without_returning(&*tx).await?;
    let mut job = NewJob::new(JOB, serde_json::json!({ "rollout": row.id }));
    job.dedup = Some(format!("{JOB} {}", row.id));
    enqueue(cx, &tx, job).await?;
    let details = serde_json::json!({ "revision": row.edition_rev, "total": count, "from": row.from_at.rfc3339() });
    cx.audit(&tx, events::APPLIED_TO_SOLD.about(input.product).with(details)).await?;
    cx.once(&tx, row.id).await?;
    tx.commit().await?;
    Ok(count)
}

/// Where the job stands: a revision, and a license of it. In this order an index has them.
pub(crate) type Place = (i64, Uuid);

/// Decides for the next licenses behind `after`; answers where it stands, or `None` when there are no more.
pub(crate) async fn apply_part(cx: &Cx, rollout: Uuid, after: Place) -> Result<Option<Place>, Fault> {
    let found = edition_rollout::Entity::find_by_id(rollout).one(cx.read()).await?;
    let Some(rollout) = found else { return Ok(None) };
    let next = next(cx, &rollout, after).await?;
    for (_, license) in &next {
        one(cx, &rollout, *license).await?;
    }
    if next.is_empty() {
        edition_rollout::Entity::update_many()
            .col_expr(edition_rollout::Column::FinishedAt, Expr::value(cx.now()))
            .filter(edition_rollout::Column::Id.eq(rollout.id))
            .exec(cx.db().writer())
            .await?;
    }
    Ok(next.last().copied())
}

/// The next licenses of an earlier revision for which no decision waits.
async fn next(cx: &Cx, rollout: &edition_rollout::Model, (rev, id): Place) -> Result<Vec<Place>, Fault> {
    let text = format!(
        "select l.edition_rev, l.id from license l where l.edition_id = $1 and l.edition_rev < $2 \
         and (l.edition_rev, l.id) > ($3, $4) and not exists (select 1 from license_change c \
         where c.license_id = l.id and c.applied_at is null and c.called_off_at is null) \
         order by l.edition_rev, l.id limit {PART}"
    );
    let values = [rollout.edition_id.into(), rollout.edition_rev.into(), rev.into(), id.into()];
    let rows = cx.read().query_all_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// One license, judged again behind its lock.
async fn one(cx: &Cx, rollout: &edition_rollout::Model, id: Uuid) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    let Some(license) = license::Entity::find_by_id(id).lock_exclusive().one(&*tx).await? else { return Ok(()) };
    let waits = license_change::Entity::find()
        .filter(license_change::Column::LicenseId.eq(id))
        .filter(license_change::Column::AppliedAt.is_null())
        .filter(license_change::Column::CalledOffAt.is_null());
    let is_due = license.edition_id == rollout.edition_id && license.edition_rev < rollout.edition_rev;
    if !is_due || waits.one(&*tx).await?.is_some() {
        return Ok(());
    }
    let after = revisions::numbered(&*tx, rollout.edition_id, rollout.edition_rev).await?;
    let after = after.ok_or_else(|| Fault::new("a decision for a revision that is not there"))?;
    let difference = sold_changes::difference(cx, &*tx, &license, after, license.seats).await?;
    let by = Some((rollout.decided_by_kind.as_str(), rollout.decided_by_id));
    let decision = Decision { difference: &difference, from: rollout.from_at, why: &rollout.reason, by };
    decide(cx, &tx, &license, &decision).await?;
    tx.commit().await
}

//! Holders who asked for it are told that licenses of theirs expire (ACC-16): on the days of [`NoticeDays`], usually 30, 14, 7 and 1
//! days before, and on the day.
//!
//! Days are those of the reader's own zone. One mail tells of all licenses of a person that are due; after an outage it tells of the
//! step that is due now, and not of those that were missed. Each step of an end is told once. Licenses that are blocked, replaced, or renewed by the shop are not spoken of.

use crate::mails::license_expires::{self, Ending, NOTIFICATION};
use crate::model::license::{BlockReason, Kind};
use crate::model::notice_days::NoticeDays;
use crate::model::notice_reader::Reader;
use crate::model::shop_links::ShopLinks;
use crate::tables::{auto_renewal, expiry_notice, license, license_holder};
use gatehouse_accounts::contacts;
use gatehouse_accounts::queries::contacts::who_wants;
use gatehouse_catalog::queries::revisions;
use gatehouse_catalog::tables::{edition_rev, product};
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, Moment, Uuid};
use gatehouse_mail::Recipient;
use jiff::tz::TimeZone;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait as _, OnConflict, Query};
use sea_orm::{Condition, JoinType, QuerySelect as _, Set};
use std::collections::{HashMap, HashSet};

/// Licenses of one look at so many people.
const MOST: u64 = 10_000;
/// The reserve of a license, in a statement about both.
const RESERVE: &str = "reserve";
/// Licenses that one mail lists; the page has all of them.
const LISTED: usize = 20;

/// A license that ends, for one of its holders.
pub(super) struct Due {
    pub license: license::Model,
    pub days: i64,
}

/// Tells those of these accounts, all of which asked for it, of what is due; returns how many mails were queued.
pub async fn tell_of_ends(cx: &Cx, accounts: &[Uuid]) -> Result<u64, Fault> {
    let steps = cx.service::<NoticeDays>()?;
    let held = held(cx, accounts, steps.first()).await?;
    if held.is_empty() {
        return Ok(0);
    }
    let told = told(cx, accounts).await?;
    let catalog = Catalog::of(cx, held.values().flatten()).await?;
    let mut mails = 0;
    for to in contacts::recipients(cx, cx.read(), accounts).await? {
        let Some(account) = to.account else { continue };
        let Some(licenses) = held.get(&account) else { continue };
        let zone = to.format(cx).zone().clone();
        let due = licenses.iter().filter_map(|license| {
            let days = step(steps, cx.now(), license.ends_at?, &zone)?;
            let is_told = told.contains(&(account, license.id, license.ends_at?, days));
            (!is_told).then(|| Due { license: license.clone(), days })
        });
        let due: Vec<Due> = due.collect();
        if !due.is_empty() && tell(cx, &to, (account, Reader::Holder), &due, &catalog).await? {
            mails += 1;
        }
    }
    Ok(mails)
}

/// The step that is due; `None` where the end is further away than the first one.
pub(super) fn step(steps: &NoticeDays, now: Moment, ends: Moment, zone: &TimeZone) -> Option<i64> {
    let day = |at: Moment| at.timestamp().to_zoned(zone.clone()).date();
    let left = i64::from(day(now).until(day(ends)).ok()?.get_days());
    steps.due(left)
}

/// The licenses of these accounts that run and end within the first step.
async fn held(cx: &Cx, accounts: &[Uuid], first: i64) -> Result<HashMap<Uuid, Vec<license::Model>>, Fault> {
    use license_holder::{Column, Entity};
    let of_holder = Entity::belongs_to(license::Entity).from(Column::LicenseId).to(license::Column::Id);
    // Joined, so that it begins with these accounts: as a subquery, the embedded engine would read every license first.
    let pairs: Vec<(Uuid, Uuid)> = Entity::find()
        .select_only()
        .columns([Column::AccountId, Column::LicenseId])
        .join(JoinType::InnerJoin, of_holder.into())
        .filter(Column::AccountId.is_in(accounts.iter().copied()))
        .filter(is_ending(cx.now(), cx.now().plus((first + 1) * DAY)))
        .limit(MOST)
        .into_tuple()
        .all(cx.read())
        .await?;
    licenses_by_id(cx, pairs.into_iter()).await
}

/// These licenses by who has them.
pub(super) async fn licenses_by_id(
    cx: &Cx,
    pairs: impl Iterator<Item = (Uuid, Uuid)>,
) -> Result<HashMap<Uuid, Vec<license::Model>>, Fault> {
    let pairs: Vec<(Uuid, Uuid)> = pairs.collect();
    let ids: HashSet<Uuid> = pairs.iter().map(|(_, license)| *license).collect();
    let mut licenses = HashMap::with_capacity(ids.len());
    let ids: Vec<Uuid> = ids.into_iter().collect();
    for part in ids.chunks(500) {
        let found =
            license::Entity::find().filter(license::Column::Id.is_in(part.iter().copied())).all(cx.read()).await?;
        licenses.extend(found.into_iter().map(|license| (license.id, license)));
    }
    let mut held: HashMap<Uuid, Vec<license::Model>> = HashMap::new();
    for (holder, license) in pairs {
        if let Some(license) = licenses.get(&license) {
            held.entry(holder).or_default().push(license.clone());
        }
    }
    // The same order in every mail: what ends first stands first.
    for licenses in held.values_mut() {
        licenses.sort_unstable_by_key(|license| (license.ends_at, license.id));
    }
    Ok(held)
}

pub(super) fn is_ending(now: Moment, last: Moment) -> Condition {
    use license::Column;
    let is_free = Condition::any().add(Column::BlockFrom.is_null()).add(Column::BlockFrom.gt(now));
    // Whose successor is on a device soon, or whose renewal the shop does by itself, does not end: of that tells another mail.
    let is_replaced = Column::BlockReason.eq(BlockReason::Replaced);
    let is_renewed = Query::select()
        .column(auto_renewal::Column::LicenseId)
        .from(auto_renewal::Entity)
        .and_where(auto_renewal::Column::IsOn.eq(true))
        .and_where(auto_renewal::Column::RenewsAt.is_not_null())
        .and_where(
            Expr::col((auto_renewal::Entity, auto_renewal::Column::LicenseId)).equals((license::Entity, Column::Id)),
        )
        .to_owned();
    // A reserve takes over at the end. Looked for by license: a list of all reserves would be read anew for every part of the people.
    let has_reserve = Query::select()
        .column((RESERVE, Column::Id))
        .from_as(license::Entity, RESERVE)
        .and_where(Expr::col((RESERVE, Column::ReserveFor)).equals((license::Entity, Column::Id)))
        .to_owned();
    // Who tries is told by the mails of the trial, which was issued without a batch.
    let is_told_elsewhere = Column::Kind.eq(Kind::Trial).and(Column::BatchId.is_null());
    Condition::all()
        .add(is_told_elsewhere.not())
        .add(Column::BlockReason.is_null().or(is_replaced.not()))
        .add(Expr::exists(is_renewed).not())
        .add(Expr::exists(has_reserve).not())
        .add(Column::SupersededAt.is_null())
        .add(Column::EndsAt.gt(now))
        .add(Column::EndsAt.lte(last))
        .add(Column::BlockedAt.is_null())
        .add(is_free)
}

/// What these accounts were told: account, license, end and step.
pub(super) async fn told(cx: &Cx, accounts: &[Uuid]) -> Result<HashSet<(Uuid, Uuid, Moment, i64)>, Fault> {
    use expiry_notice::{Column, Entity};
    let found = Entity::find()
        .filter(Column::AccountId.is_in(accounts.iter().copied()))
        .filter(Column::EndsAt.gt(cx.now()))
        .all(cx.read())
        .await?;
    Ok(found.into_iter().map(|row| (row.account_id, row.license_id, row.ends_at, row.days)).collect())
}

/// Queues the mail, unless the person has switched it off or was told by another node meanwhile.
pub(super) async fn tell(
    cx: &Cx,
    to: &Recipient,
    (account, reader): (Uuid, Reader<'_>),
    due: &[Due],
    catalog: &Catalog,
) -> Result<bool, Fault> {
    let tx = cx.begin().await?;
    if matches!(reader, Reader::Holder) && who_wants(&*tx, &[account], NOTIFICATION).await?.is_empty() {
        return Ok(false);
    }
    let sent = cx.now();
    let rows = due.iter().filter_map(|due| {
        Some(expiry_notice::ActiveModel {
            id: Set(cx.id()),
            license_id: Set(due.license.id),
            account_id: Set(account),
            ends_at: Set(due.license.ends_at?),
            days: Set(due.days),
            sent_at: Set(sent),
        })
    });
    let rows: Vec<expiry_notice::ActiveModel> = rows.collect();
    let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.id.try_as_ref().copied()).collect();
    let once = OnConflict::columns([
        expiry_notice::Column::AccountId,
        expiry_notice::Column::LicenseId,
        expiry_notice::Column::EndsAt,
        expiry_notice::Column::Days,
    ]);
    let once = once.to_owned().do_nothing().to_owned();
    expiry_notice::Entity::insert_many(rows).on_conflict(once).exec_without_returning(&*tx).await?;
    // Of some another node may have told meanwhile: the mail has only those that this one wrote down.
    let own: Vec<Uuid> = expiry_notice::Entity::find()
        .select_only()
        .column(expiry_notice::Column::LicenseId)
        .filter(expiry_notice::Column::Id.is_in(ids))
        .into_tuple()
        .all(&*tx)
        .await?;
    let own: HashSet<Uuid> = own.into_iter().collect();
    if own.is_empty() {
        return Ok(false);
    }
    let due: Vec<&Due> = due.iter().filter(|due| own.contains(&due.license.id)).collect();
    let endings: Vec<Ending> =
        due.iter().take(LISTED).filter_map(|due| catalog.ending(&due.license, account)).collect();
    license_expires::queue(cx, &tx, (to, reader), &endings, due.len()).await?;
    tx.commit().await?;
    Ok(true)
}

/// What the licenses are of.
pub(super) struct Catalog {
    products: HashMap<Uuid, product::Model>,
    editions: HashMap<(Uuid, i64), edition_rev::Model>,
}

impl Catalog {
    pub(super) async fn of(cx: &Cx, licenses: impl Iterator<Item = &license::Model>) -> Result<Self, Fault> {
        let ids: HashSet<(Uuid, Uuid)> = licenses.map(|license| (license.product_id, license.edition_id)).collect();
        let products = ids.iter().map(|(product, _)| *product);
        let products = product::Entity::find().filter(product::Column::Id.is_in(products)).all(cx.read()).await?;
        let editions = ids.iter().map(|(_, edition)| *edition);
        let editions = revisions::of_editions(cx.read(), editions).await?;
        Ok(Self {
            products: products.into_iter().map(|row| (row.id, row)).collect(),
            editions: editions.into_iter().map(|row| ((row.edition_id, row.number), row)).collect(),
        })
    }

    fn ending<'a>(&'a self, license: &'a license::Model, account: Uuid) -> Option<Ending<'a>> {
        let product = self.products.get(&license.product_id)?;
        let edition = self.editions.get(&(license.edition_id, license.edition_rev))?;
        let shop = ShopLinks {
            buy: product.buy_url.clone(),
            renew: product.renew_url.clone(),
            edition: edition.code.clone(),
            user: account,
        };
        Some(Ending { license, product: &product.name, edition: &edition.name, ends: license.ends_at?, shop })
    }
}

#[cfg(test)]
mod tests {
    use super::{NoticeDays, step};
    use gatehouse_core::Moment;
    use jiff::tz::TimeZone;

    fn moment(text: &str) -> Moment {
        Moment(text.parse::<jiff::Timestamp>().unwrap().as_microsecond())
    }

    /// ACC-16, ALL-5
    #[test]
    fn days_are_those_of_the_reader() {
        let usual = NoticeDays::default();
        let ends = moment("2026-12-31T14:59:59Z");
        let (tokyo, oregon) = (TimeZone::get("Asia/Tokyo").unwrap(), TimeZone::get("America/Los_Angeles").unwrap());
        for (now, in_tokyo, in_oregon) in [
            ("2026-11-30T14:00:00Z", None, None),
            ("2026-11-30T15:00:00Z", Some(30), None),
            ("2026-12-01T08:00:00Z", Some(30), Some(30)),
            ("2026-12-16T15:00:00Z", Some(14), Some(30)),
            ("2026-12-17T12:00:00Z", Some(14), Some(14)),
            ("2026-12-24T15:30:00Z", Some(7), Some(7)),
            ("2026-12-30T14:00:00Z", Some(1), Some(1)),
            ("2026-12-30T15:00:00Z", Some(0), Some(1)),
            ("2026-12-31T14:00:00Z", Some(0), Some(0)),
        ] {
            assert_eq!(step(&usual, moment(now), ends, &tokyo), in_tokyo, "{now} in Tokyo");
            assert_eq!(step(&usual, moment(now), ends, &oregon), in_oregon, "{now} in Oregon");
        }
        // Across the end of summer time a day has 25 hours, and is one day.
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        assert_eq!(step(&usual, moment("2026-10-24T22:30:00Z"), moment("2026-10-25T22:59:59Z"), &berlin), Some(0));
    }
}

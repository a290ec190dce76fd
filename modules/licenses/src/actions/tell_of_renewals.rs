//! Holders are told thirty days before the shop renews a license of theirs, and how to switch that off (LIC-8). Nobody has to ask for it:
//! it is about money. One mail tells of all licenses of a person; each renewal is told once.

use crate::mails::renewal_ahead::{self, Renewal};
use crate::model::auto_renewal::{AHEAD, ANSWER, WishState};
use crate::model::notice_reader::Reader;
use crate::tables::{auto_renewal, license, renewal_notice};
use gatehouse_accounts::contacts;
use gatehouse_catalog::tables::product;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_mail::Recipient;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QuerySelect as _, Set, Statement, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Renewals of one page, and of one reading.
const PART: usize = 1_000;
/// People whose renewals are read together.
const PEOPLE: usize = 100;
/// Licenses that one mail lists.
const LISTED: usize = 20;
/// What has to be told: renewals that come, of licenses that are not blocked, to holders who were not told of them.
const UNTOLD: &str = "from auto_renewal r join license l on l.id = r.license_id join license_holder h on h.license_id = r.license_id \
     where h.account_id is not null and r.is_on and r.renews_at > $1 and r.renews_at <= $2 and l.blocked_at is null \
     and not exists (select 1 from renewal_notice n where n.account_id = h.account_id \
     and n.license_id = r.license_id and n.renews_at = r.renews_at)";

/// A place among the renewals, in the order of their days.
pub type Place = (Moment, Uuid);

/// Tells the holders of the next renewals behind `after` that still have to be told; returns the last place, and how many mails were queued.
/// `None`: there are no more.
pub async fn tell_of_renewals(cx: &Cx, after: Place) -> Result<Option<(Place, u64)>, Fault> {
    let (accounts, last) = next(cx, after).await?;
    let Some(last) = last else { return Ok(None) };
    let mut mails = 0;
    for part in accounts.chunks(PEOPLE) {
        let mut rest = part;
        loop {
            let due = due(cx, rest).await?;
            let told = tell_all(cx, &due).await?;
            mails += told;
            let Some(end) = due.keys().next_back().filter(|_| due.values().map(Vec::len).sum::<usize>() >= PART) else {
                break;
            };
            // There is more than one reading of these people. Who cannot be told is not read again.
            if told == 0 {
                rest = &rest[rest.partition_point(|account| account <= end)..];
            }
        }
    }
    Ok(Some((last, mails)))
}

/// Tells these people; returns how many mails were queued.
async fn tell_all(cx: &Cx, due: &BTreeMap<Uuid, Vec<(Uuid, Moment)>>) -> Result<u64, Fault> {
    let accounts: Vec<Uuid> = due.keys().copied().collect();
    let renewals = described(cx, due.values().flatten()).await?;
    let mut mails = 0;
    for to in contacts::recipients(cx, cx.read(), &accounts).await? {
        let Some(account) = to.account else { continue };
        let Some(licenses) = due.get(&account) else { continue };
        if tell(cx, &to, (account, Reader::Holder), licenses, &renewals).await? {
            mails += 1;
        }
    }
    Ok(mails)
}

fn window(cx: &Cx) -> Vec<Value> {
    vec![cx.now().0.into(), cx.now().plus(AHEAD).0.into()]
}

/// The next page of the index of renewals: who has to be told of them, in the order of ids, and the last place. Holders of one renewal
/// stand in one page.
async fn next(cx: &Cx, after: Place) -> Result<(Vec<Uuid>, Option<Place>), Fault> {
    let text = format!(
        "select r.renews_at, r.id {UNTOLD} and (r.renews_at, r.id) > ($3, $4) \
         group by r.renews_at, r.id order by r.renews_at, r.id limit {PART}"
    );
    let mut values = window(cx);
    values.extend([Value::from(after.0.0), Value::from(after.1)]);
    let rows = cx.read().query_all_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await?;
    let Some(last) = rows.last() else { return Ok((Vec::new(), None)) };
    let last: Place = (Moment(last.try_get_by_index(0)?), last.try_get_by_index(1)?);
    let text = format!(
        "select distinct h.account_id {UNTOLD} and (r.renews_at, r.id) > ($3, $4) and (r.renews_at, r.id) <= ($5, $6) \
         order by h.account_id"
    );
    let mut values = window(cx);
    let places = [after, last].map(|(renews, id)| [Value::from(renews.0), Value::from(id)]);
    values.extend(places.into_iter().flatten());
    let rows = cx.read().query_all_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await?;
    let accounts = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, DbErr>>()?;
    Ok((accounts, Some(last)))
}

/// Licenses of these holders with their next renewal that has to be told: one mail tells of them together.
async fn due(cx: &Cx, accounts: &[Uuid]) -> Result<BTreeMap<Uuid, Vec<(Uuid, Moment)>>, Fault> {
    if accounts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut values = window(cx);
    let places: Vec<String> = (0..accounts.len()).map(|n| format!("${}", values.len() + n + 1)).collect();
    values.extend(accounts.iter().map(|account| Value::from(*account)));
    let text = format!(
        "select h.account_id, r.license_id, r.renews_at {UNTOLD} and h.account_id in ({}) \
         order by h.account_id, r.renews_at limit {PART}",
        places.join(", ")
    );
    let rows = cx.read().query_all_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await?;
    let mut due: BTreeMap<Uuid, Vec<(Uuid, Moment)>> = BTreeMap::new();
    for row in rows {
        let (account, license, renews): (Uuid, Uuid, i64) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        due.entry(account).or_default().push((license, Moment(renews)));
    }
    Ok(due)
}

/// The licenses and what they are of.
pub(super) async fn described(
    cx: &Cx,
    due: impl Iterator<Item = &(Uuid, Moment)>,
) -> Result<BTreeMap<Uuid, Renewal>, Fault> {
    let ids: Vec<Uuid> = due.map(|(license, _)| *license).collect();
    let licenses = license::Entity::find().filter(license::Column::Id.is_in(ids)).all(cx.read()).await?;
    let products = product::Entity::find().filter(product::Column::Id.is_in(licenses.iter().map(|row| row.product_id)));
    let products = products.all(cx.read()).await?;
    let name = |id: Uuid| products.iter().find(|product| product.id == id).map(|product| product.name.clone());
    let renewal = |row: license::Model| {
        (row.id, Renewal { product: name(row.product_id).unwrap_or_default(), number: row.number })
    };
    Ok(licenses.into_iter().map(renewal).collect())
}

/// Queues the mail about what another node has not told meanwhile.
pub(super) async fn tell(
    cx: &Cx,
    to: &Recipient,
    (account, reader): (Uuid, Reader<'_>),
    licenses: &[(Uuid, Moment)],
    renewals: &BTreeMap<Uuid, Renewal>,
) -> Result<bool, Fault> {
    use renewal_notice::{ActiveModel, Column, Entity};
    let tx = cx.begin().await?;
    let rows = licenses.iter().map(|(license, renews)| ActiveModel {
        id: Set(cx.id()),
        license_id: Set(*license),
        account_id: Set(account),
        renews_at: Set(*renews),
        sent_at: Set(cx.now()),
    });
    let rows: Vec<ActiveModel> = rows.collect();
    let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.id.try_as_ref().copied()).collect();
    let once = OnConflict::columns([Column::AccountId, Column::LicenseId, Column::RenewsAt]).do_nothing().to_owned();
    Entity::insert_many(rows).on_conflict(once).exec_without_returning(&*tx).await?;
    // Of some another node may have told meanwhile: the mail has only those that this one wrote down.
    let own = Entity::find().select_only().column(Column::LicenseId).filter(Column::Id.is_in(ids));
    let own: BTreeSet<Uuid> = own.into_tuple::<Uuid>().all(&*tx).await?.into_iter().collect();
    if own.is_empty() {
        return Ok(false);
    }
    let told: Vec<(Uuid, &Renewal, Moment)> = licenses
        .iter()
        .filter(|(license, _)| own.contains(license))
        .filter_map(|(license, renews)| Some((*license, renewals.get(license)?, *renews)))
        .take(LISTED)
        .collect();
    renewal_ahead::queue(cx, &tx, (to, reader), &told, own.len()).await?;
    tx.commit().await?;
    Ok(true)
}

/// Wishes that the shop did not answer within a day are a clerk's task; returns how many there are now.
pub async fn end_waiting(cx: &Cx) -> Result<u64, Fault> {
    use auto_renewal::{Column, Entity};
    let tx = cx.begin().await?;
    let late = Entity::update_many()
        .col_expr(Column::State, Expr::value(WishState::Unconfirmed))
        .filter(Column::Wish.is_not_null())
        .filter(Column::State.is_in([WishState::Asked, WishState::Sent]))
        .filter(Column::WishedAt.lte(cx.now().plus(-ANSWER)))
        .exec(&*tx)
        .await?
        .rows_affected;
    tx.commit().await?;
    Ok(late)
}

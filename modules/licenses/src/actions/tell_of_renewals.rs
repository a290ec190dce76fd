//! Holders are told thirty days before the shop renews a license of theirs, and how to switch that off (LIC-8). Nobody has to ask for it:
//! it is about money. One mail tells of all licenses of a person; each renewal is told once.

use crate::mails::renewal_ahead::{self, Renewal};
use crate::model::auto_renewal::{AHEAD, ANSWER, WishState};
use crate::tables::{auto_renewal, license, renewal_notice};
use gatehouse_accounts::contacts;
use gatehouse_catalog::tables::product;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_mail::Recipient;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QuerySelect as _, Set, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// Licenses looked at together.
const PART: i64 = 1_000;
/// Licenses that one mail lists.
const LISTED: usize = 20;

/// Tells the next people behind `after`; returns the last one looked at, and how many mails were queued. `None`: there is nobody more.
pub async fn tell_of_renewals(cx: &Cx, after: Uuid) -> Result<Option<(Uuid, u64)>, Fault> {
    let due = due(cx, after).await?;
    let Some(last) = due.keys().next_back().copied() else { return Ok(None) };
    let accounts: Vec<Uuid> = due.keys().copied().collect();
    let renewals = described(cx, due.values().flatten()).await?;
    let mut mails = 0;
    for to in contacts::recipients(cx, cx.read(), &accounts).await? {
        let Some(account) = to.account else { continue };
        let Some(licenses) = due.get(&account) else { continue };
        if tell(cx, &to, account, licenses, &renewals).await? {
            mails += 1;
        }
    }
    Ok(Some((last, mails)))
}

/// Licenses with their next renewal, by holder: those that nobody was told of.
async fn due(cx: &Cx, after: Uuid) -> Result<BTreeMap<Uuid, Vec<(Uuid, Moment)>>, Fault> {
    let text = format!(
        "select h.account_id, r.license_id, r.renews_at from auto_renewal r \
         join license l on l.id = r.license_id join license_holder h on h.license_id = r.license_id \
         where r.is_on and r.renews_at > $1 and r.renews_at <= $2 and l.blocked_at is null and h.account_id > $3 \
         and not exists (select 1 from renewal_notice n where n.account_id = h.account_id \
         and n.license_id = r.license_id and n.renews_at = r.renews_at) \
         order by h.account_id, r.renews_at limit {PART}"
    );
    let values = [cx.now().0.into(), cx.now().plus(AHEAD).0.into(), after.into()];
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
async fn described(cx: &Cx, due: impl Iterator<Item = &(Uuid, Moment)>) -> Result<BTreeMap<Uuid, Renewal>, Fault> {
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

async fn tell(
    cx: &Cx,
    to: &Recipient,
    account: Uuid,
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
    renewal_ahead::queue(cx, &tx, to, &told, own.len()).await?;
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

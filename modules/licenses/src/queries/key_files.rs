//! The register of key files as pages and actions read it (LIC-11, LIC-20).

use crate::model::holder::Holder;
use crate::model::key_file::{MOST_COPIES, Named};
use crate::model::key_file_set::in_order;
use crate::tables::key_file::{Column, Entity, Model};
use crate::tables::{activation, license, license_holder, purchase};
use gatehouse_accounts::contacts;
use gatehouse_catalog::tables::application;
use gatehouse_companies::queries::companies;
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, Moment, Uuid};
use gatehouse_formats::{Serial, holder_hash};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect, Select};
use std::collections::HashMap;

/// Sets that a page shows, at the most.
const MOST_SHOWN: u64 = 100;

/// The files for one device: one for each group of applications.
#[derive(Clone, Debug)]
pub struct FileSet {
    /// That of the default group, whose id is the set's.
    pub first: Model,
    /// Those of the other groups, by name.
    pub others: Vec<Model>,
}

/// The sets of a license that were not replaced, the newest first, at most 100.
pub async fn of_license(cx: &Cx, license: Uuid) -> Result<Vec<FileSet>, Fault> {
    sets(cx, Entity::find().filter(Column::LicenseId.eq(license)).filter(Column::ReplacedAt.is_null())).await
}

/// All that were ever made for a license, for staff; the newest 100.
pub async fn register(cx: &Cx, license: Uuid) -> Result<Vec<FileSet>, Fault> {
    sets(cx, Entity::find().filter(Column::LicenseId.eq(license))).await
}

async fn sets(cx: &Cx, which: Select<Entity>) -> Result<Vec<FileSet>, Fault> {
    let firsts = which.filter(Column::OfSet.is_null());
    let firsts = firsts.order_by_desc(Column::IssuedAt).order_by_desc(Column::Id).limit(MOST_SHOWN);
    let firsts = firsts.all(cx.read()).await?;
    let others = Entity::find().filter(Column::OfSet.is_in(firsts.iter().map(|first| first.id)));
    let mut by_set: HashMap<Uuid, Vec<Model>> = HashMap::new();
    for row in in_order(others.all(cx.read()).await?) {
        by_set.entry(row.of_set.unwrap_or(row.id)).or_default().push(row);
    }
    let set = |first: Model| FileSet { others: by_set.remove(&first.id).unwrap_or_default(), first };
    Ok(firsts.into_iter().map(set).collect())
}

/// All files of the set that begins with this one, this one first.
pub(crate) async fn set_of(cx: &Cx, first: Model) -> Result<Vec<Model>, Fault> {
    let others = in_order(Entity::find().filter(Column::OfSet.eq(first.id)).all(cx.read()).await?);
    Ok(std::iter::once(first).chain(others).collect())
}

/// The first file of one of a license's sets.
pub async fn one(cx: &Cx, license: Uuid, id: Uuid) -> Result<Option<Model>, Fault> {
    let first = Entity::find_by_id(id).filter(Column::LicenseId.eq(license)).filter(Column::OfSet.is_null());
    Ok(first.one(cx.read()).await?)
}

/// The one with this serial number.
pub async fn by_serial<C: ConnectionTrait>(conn: &C, serial: Serial) -> Result<Option<Model>, Fault> {
    Ok(Entity::find().filter(Column::Serial.eq(serial.to_string())).one(conn).await?)
}

/// The number of the license's next file for any device: beyond the highest that there is, or that of one whose seat was freed.
pub async fn next_copy(cx: &Cx, license: Uuid) -> Result<i64, Fault> {
    let used: Vec<(Option<i64>, Option<Moment>)> = Entity::find()
        .select_only()
        .columns([Column::Copy, Column::ReturnedAt])
        .filter(Column::LicenseId.eq(license))
        .filter(Column::ReplacedAt.is_null())
        .filter(Column::Copy.is_not_null())
        .filter(Column::OfSet.is_null())
        .order_by_asc(Column::Copy)
        .limit(u64::try_from(MOST_COPIES)?)
        .into_tuple()
        .all(cx.read())
        .await?;
    let freed = used.iter().find(|(_, returned)| returned.is_some()).and_then(|(copy, _)| *copy);
    let highest = used.iter().filter_map(|(copy, _)| *copy).max().unwrap_or(0);
    Ok(freed.unwrap_or(highest + 1))
}

/// Until when a key file runs in one of these seats, whatever is said online. `None`: there is none, or its device gave it back.
pub async fn runs_until<C: ConnectionTrait>(conn: &C, seats: &[Uuid], now: Moment) -> Result<Option<Moment>, Fault> {
    let latest: Option<Option<Moment>> = Entity::find()
        .select_only()
        .column_as(Column::EndsAt.max(), "ends_at")
        .filter(Column::ActivationId.is_in(seats.iter().copied()))
        .filter(Column::ReturnedAt.is_null())
        .filter(Column::EndsAt.gt(now))
        .into_tuple()
        .one(conn)
        .await?;
    Ok(latest.flatten())
}

/// Until when a key file runs that a device was ever given by the license, in its seat or in those that it had before. Whether it gave the
/// file back says nothing: who has a copy runs on.
pub(crate) async fn had_until<C: ConnectionTrait>(
    conn: &C,
    license: Uuid,
    device: &[u8],
    now: Moment,
) -> Result<Option<Moment>, Fault> {
    let seats = Query::select()
        .column(activation::Column::Id)
        .from(activation::Entity)
        .and_where(activation::Column::LicenseId.eq(license))
        .and_where(activation::Column::DeviceLookup.eq(device.to_vec()))
        .to_owned();
    let latest: Option<Option<Moment>> = Entity::find()
        .select_only()
        .column_as(Column::EndsAt.max(), "ends_at")
        .filter(Column::LicenseId.eq(license))
        .filter(Column::ActivationId.in_subquery(seats))
        .filter(Column::EndsAt.gt(now))
        .into_tuple()
        .one(conn)
        .await?;
    Ok(latest.flatten())
}

/// When the last copy of a license that nobody can call back stops: that of its key files, and of its devices' leases.
pub async fn last_offline(cx: &Cx, license: Uuid) -> Result<Option<Moment>, Fault> {
    let now = cx.now();
    let files: Option<Option<Moment>> = Entity::find()
        .select_only()
        .column_as(Column::EndsAt.max(), "ends_at")
        .filter(Column::LicenseId.eq(license))
        .filter(Column::EndsAt.gt(now))
        .into_tuple()
        .one(cx.read())
        .await?;
    let leases: Option<Option<i64>> = activation::Entity::find()
        .select_only()
        .column_as(activation::Column::LeaseDays.max(), "lease_days")
        .filter(activation::Column::LicenseId.eq(license))
        .filter(activation::Column::DeactivatedAt.is_null())
        .into_tuple()
        .one(cx.read())
        .await?;
    let leases = leases.flatten().map(|days| now.plus(days.saturating_mul(DAY)));
    Ok(files.flatten().into_iter().chain(leases).max())
}

/// What the product's key files activate.
pub(crate) async fn applications(cx: &Cx, product: Uuid) -> Result<Vec<application::Model>, Fault> {
    let all = application::Entity::find().filter(application::Column::ProductId.eq(product));
    Ok(all.order_by_asc(application::Column::Name).order_by_asc(application::Column::Code).all(cx.read()).await?)
}

/// Whom a file of the license names: who added it first, else the buyer; and under which order.
pub(crate) async fn named(cx: &Cx, license: &license::Model) -> Result<Named, Fault> {
    let first = license_holder::Entity::find()
        .filter(license_holder::Column::LicenseId.eq(license.id))
        .order_by_asc(license_holder::Column::AddedAt)
        .one(cx.read())
        .await?;
    let order = purchase::Entity::find_by_id(license.purchase_id).one(cx.read()).await?;
    let buyer = order.as_ref().and_then(|order| order.buyer_account).map(Holder::Account);
    let holder = first.and_then(|row| row.holder()).or(buyer);
    let name = match holder {
        Some(Holder::Account(account)) => {
            let label = contacts::contact(cx, cx.read(), account).await?.map(|contact| contact.label);
            // Without a name the label is an address, which belongs in no file that travels.
            label.filter(|label| !label.contains('@'))
        }
        Some(Holder::Company(company)) => companies::names(cx.read(), &[company]).await?.remove(&company),
        None => None,
    };
    Ok(Named {
        holder: name,
        holder_hash: holder.map(|holder| holder_hash(&license.number, &holder.id().to_string())),
        order: order.map(|order| order.number),
    })
}

//! The devices of a license, as staff see them, and one by one also its holder.

use crate::model::device_name::DeviceName;
use crate::rights::LicensesWrite;
use crate::tables::{activation, license};
use gatehouse_context::{Cx, May, subject};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::{Cursor, PageRequest, Paged, SortKey};
use gatehouse_seal::SubjectKey;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{QueryOrder, QuerySelect};
use std::collections::HashMap;

/// Devices of one page.
const SHOWN: u64 = 100;

/// One device.
#[derive(Clone, Debug)]
pub struct Device {
    /// Its activation.
    pub row: activation::Model,
    /// The name that its holder gave it, else the one it gave itself; empty when there is none.
    pub name: String,
    /// Both.
    pub names: DeviceName,
}

/// One page of devices: those that hold a seat first, then those that held one; newest first. There is no way back but to
/// the first page.
pub async fn devices(cx: &Cx, license: &license::Model, request: &PageRequest) -> Result<Paged<Device>, Fault> {
    let place = request.after.as_ref().and_then(Place::of);
    let most = SHOWN + 1;
    let mut rows = match place {
        Some(place) if !place.live => Vec::new(),
        live => part(cx, license, true, live, most).await?,
    };
    let room = most.saturating_sub(rows.len() as u64);
    if room > 0 {
        let freed = place.filter(|place| !place.live);
        rows.extend(part(cx, license, false, freed, room).await?);
    }
    let more = rows.len() as u64 > SHOWN;
    if more {
        rows.pop();
    }
    let next = rows.last().filter(|_| more).and_then(|row| request.seal(&Place::at(row).cursor()));
    let key = subject::keys(cx, cx.read(), &[license.purchase_id]).await?.remove(&license.purchase_id);
    let items = rows.into_iter().map(|row| named(row, key.as_ref())).collect::<Result<_, Fault>>()?;
    Ok(Paged { items, previous: None, next })
}

/// A device with a seat on this license; `None` for others, and for one whose seat was freed.
pub async fn live_device(cx: &Cx, license: &license::Model, id: Uuid) -> Result<Option<Device>, Fault> {
    let row = activation::Entity::find_by_id(id)
        .filter(activation::Column::LicenseId.eq(license.id))
        .filter(activation::Column::DeactivatedAt.is_null())
        .one(cx.read())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let key = subject::keys(cx, cx.read(), &[license.purchase_id]).await?.remove(&license.purchase_id);
    named(row, key.as_ref()).map(Some)
}

/// Whether a device holds a seat of the license, or held one; for who may free it. Nothing of it is told.
pub async fn has_device(cx: &May<LicensesWrite>, license: Uuid, id: Uuid) -> Result<bool, Fault> {
    let found = activation::Entity::find_by_id(id).filter(activation::Column::LicenseId.eq(license));
    Ok(found.count(cx.read()).await? > 0)
}

/// A place in the list.
#[derive(Clone, Copy)]
struct Place {
    live: bool,
    activated_at: Moment,
    id: Uuid,
}

impl Place {
    fn at(row: &activation::Model) -> Self {
        Self { live: row.deactivated_at.is_none(), activated_at: row.activated_at, id: row.id }
    }

    /// In a cursor, moments of freed devices are below zero.
    fn cursor(self) -> Cursor {
        let at = self.activated_at.0;
        let key = if self.live { at } else { -1 - at };
        Cursor(SortKey::Int(key), self.id)
    }

    fn of(cursor: &Cursor) -> Option<Self> {
        let Cursor(SortKey::Int(key), id) = cursor else { return None };
        let live = *key >= 0;
        Some(Self { live, activated_at: Moment(if live { *key } else { -1 - *key }), id: *id })
    }
}

async fn part(
    cx: &Cx,
    license: &license::Model,
    live: bool,
    after: Option<Place>,
    most: u64,
) -> Result<Vec<activation::Model>, Fault> {
    use activation::{Column, Entity};
    let freed = Column::DeactivatedAt;
    let mut select = Entity::find()
        .filter(Column::LicenseId.eq(license.id))
        .filter(if live { freed.is_null() } else { freed.is_not_null() })
        .order_by_desc(Column::ActivatedAt)
        .order_by_desc(Column::Id)
        .limit(most);
    if let Some(place) = after {
        let columns = Expr::tuple([Expr::col(Column::ActivatedAt), Expr::col(Column::Id)]);
        let beyond = Expr::tuple([Expr::value(place.activated_at), Expr::value(place.id)]);
        select = select.filter(ExprTrait::lt(columns, beyond));
    }
    Ok(select.all(cx.read()).await?)
}

pub(super) fn named(row: activation::Model, key: Option<&SubjectKey>) -> Result<Device, Fault> {
    let names = DeviceName::open(key, &row)?;
    Ok(Device { row, name: names.shown().to_owned(), names })
}

/// What devices of a license are called, by their seats, also those whose seat was freed.
pub(crate) async fn names(cx: &Cx, license: &license::Model, seats: &[Uuid]) -> Result<HashMap<Uuid, String>, Fault> {
    if seats.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = activation::Entity::find()
        .filter(activation::Column::Id.is_in(seats.iter().copied()))
        .filter(activation::Column::LicenseId.eq(license.id))
        .all(cx.read())
        .await?;
    let key = subject::keys(cx, cx.read(), &[license.purchase_id]).await?.remove(&license.purchase_id);
    rows.iter().map(|row| Ok((row.id, DeviceName::open(key.as_ref(), row)?.shown().to_owned()))).collect()
}

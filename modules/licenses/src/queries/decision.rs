//! Reads what decides whether a device is activated or a code added: for doing it, and for explaining it (LIC-5, LIC-10). Changes nothing.

use super::{acceptances, customer_license, entitlement, recipients, seat_holder};
use crate::model::adding::AddFacts;
use crate::model::code;
use crate::model::decision::{AgreementIs, Facts, Place, SeatFacts};
use crate::model::device_mark::Marks;
use crate::model::device_seat::{DeviceSeat, Known};
use crate::model::entitlement::Entitlement;
use crate::model::holder::Holder;
use crate::model::transfer::longest_counting;
use crate::tables::{activation, license, license_holder};
use gatehouse_catalog::queries::agreements;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_formats::{ActivationCode, DeviceFingerprint};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// The license of a code.
pub(crate) async fn of_code(cx: &Cx, typed: &ActivationCode) -> Result<Option<Entitlement>, Fault> {
    entitlement::by_code(cx, cx.read(), &code::lookups(&cx.app.keys, typed)).await
}

/// Where the device is, for a product that is sold in some countries only (LIC-1): the product says it; for one that does not, the
/// countries of the accounts that have the license count, else that of its buyer.
pub(crate) async fn place(cx: &Cx, entitlement: &Entitlement, told: Option<&str>) -> Result<Place, Fault> {
    if !entitlement.is_regional() {
        return Ok(Place::default());
    }
    Ok(match told {
        Some(region) => Place { countries: vec![region.to_owned()], is_told: true },
        None => Place { countries: recipients::countries(cx, cx.read(), &entitlement.license).await?, is_told: false },
    })
}

/// Whether the agreement has to be accepted before a device is activated; `named` is the version that was accepted in the product.
pub(crate) async fn agreement(cx: &Cx, entitlement: &Entitlement, named: Option<Uuid>) -> Result<AgreementIs, Fault> {
    let Some(in_force) = entitlement.catalog.agreement else { return Ok(AgreementIs::Settled) };
    let license = &entitlement.license;
    if license.first_activated_at.is_some() || acceptances::is_accepted(cx.read(), license.id).await? {
        return Ok(AgreementIs::Settled);
    }
    if named == Some(in_force) {
        return Ok(AgreementIs::Named(in_force));
    }
    let page = format!("{}{}", cx.app.settings.origin, agreements::page_of(in_force));
    Ok(AgreementIs::Due { version: in_force, page })
}

/// How a device stands to a license.
pub(crate) async fn device_seat(
    cx: &Cx,
    license: &license::Model,
    fingerprint: &DeviceFingerprint,
) -> Result<DeviceSeat, Fault> {
    let known = match license.seats_used + license.transfers {
        0 => Known::No,
        _ => {
            let device = Marks::new(&cx.app.keys, license.id, fingerprint);
            seat_holder::of_device(cx.read(), license, &device).await?
        }
    };
    Ok(DeviceSeat::of(known, cx.now()))
}

/// The seats of a license that count against the transfer limit.
pub(crate) struct Counting {
    /// How many there are.
    pub count: i64,
    /// When so few of them count that another device has a place; `over` are too many.
    pub until: Option<Moment>,
}

/// Looks at the seats that count. What would count for longer than any can was freed by a clock that was ahead: it counts no more.
pub(crate) async fn counting<C: ConnectionTrait>(
    conn: &C,
    license: Uuid,
    now: Moment,
    over: i64,
) -> Result<Counting, Fault> {
    use activation::Column::{CountsUntil, LicenseId};
    let counting = activation::Entity::find()
        .filter(LicenseId.eq(license))
        .filter(CountsUntil.gt(now))
        .filter(CountsUntil.lte(longest_counting(now)));
    let count = i64::try_from(counting.clone().count(conn).await?).unwrap_or(i64::MAX);
    // The place comes free with the last of those that have to end first.
    let place = u64::try_from(Ord::min(over, count) - 1).unwrap_or(0);
    let ends = counting.select_only().column(CountsUntil).order_by_asc(CountsUntil).offset(place).limit(1);
    let until: Option<Moment> = ends.into_tuple().one(conn).await?;
    Ok(Counting { count, until })
}

/// How many seats count of each of these licenses; of the others none does.
pub(crate) async fn counting_of<C: ConnectionTrait>(
    conn: &C,
    licenses: &[Uuid],
    now: Moment,
) -> Result<HashMap<Uuid, i64>, Fault> {
    use activation::Column::{CountsUntil, Id, LicenseId};
    if licenses.is_empty() {
        return Ok(HashMap::new());
    }
    let counting = activation::Entity::find()
        .select_only()
        .column(LicenseId)
        .column_as(Id.count(), "freed")
        .filter(LicenseId.is_in(licenses.iter().copied()))
        .filter(CountsUntil.gt(now))
        .filter(CountsUntil.lte(longest_counting(now)))
        .group_by(LicenseId);
    let rows: Vec<(Uuid, i64)> = counting.into_tuple().all(conn).await?;
    Ok(rows.into_iter().collect())
}

/// The seats as a device would find them. The count of the row may be too high: then the seats themselves are counted, as the
/// activation does.
pub(crate) async fn seats(cx: &Cx, entitlement: &Entitlement, device: &DeviceSeat) -> Result<SeatFacts, Fault> {
    let mut seats = SeatFacts::of(entitlement, device);
    if seats.over() > 0 {
        let found = counting(cx.read(), entitlement.license.id, cx.now(), seats.over()).await?;
        if found.count < seats.counting {
            seats.counting = found.count;
            if seats.over() > 0 {
                seats.until = counting(cx.read(), entitlement.license.id, cx.now(), seats.over()).await?.until;
            }
        } else {
            seats.until = found.until;
        }
    }
    Ok(seats)
}

/// What decides whether one more device of a license is activated.
pub(crate) async fn of_further_device<'a>(cx: &'a Cx, entitlement: &'a Entitlement) -> Result<Facts<'a>, Fault> {
    let mut facts = Facts::at(cx.now(), &cx.zone).of(entitlement);
    facts.place = place(cx, entitlement, None).await?;
    facts.agreement = agreement(cx, entitlement, None).await?;
    facts.seat = Some(seats(cx, entitlement, &DeviceSeat::FURTHER).await?);
    Ok(facts)
}

/// What decides whether somebody may add the license of a code, other holders aside; `accepted` is the version of the agreement that the
/// person who acts accepts with it.
pub(crate) async fn of_adding<'a>(
    cx: &'a Cx,
    entitlement: &'a Entitlement,
    holder: Holder,
    accepted: Option<Uuid>,
) -> Result<AddFacts<'a>, Fault> {
    let license = entitlement.license.id;
    let is_held = customer_license::is_held(cx.read(), holder, license).await?;
    let account = holder.account().or_else(|| cx.actor.account());
    let due = match entitlement.catalog.agreement {
        // Who has it already is told that, and who took it out and adds it again has accepted.
        Some(in_force) if !is_held && accepted != Some(in_force) => {
            let earlier = acceptances::of_account(cx.read(), license, in_force, account).await?;
            earlier.is_none().then_some(in_force)
        }
        _ => None,
    };
    Ok(AddFacts { facts: Facts::at(cx.now(), &cx.zone).of(entitlement), is_held, accounts: 0, due })
}

/// The same with those who have the license: how many they are, and whether this one is among them. A company counts as one.
pub(crate) async fn with_holders<'a, C: ConnectionTrait>(
    conn: &C,
    mut facts: AddFacts<'a>,
    license: Uuid,
    holder: Holder,
) -> Result<AddFacts<'a>, Fault> {
    use license_holder::Column::LicenseId;
    let holders = license_holder::Entity::find().filter(LicenseId.eq(license));
    facts.is_held = holders.clone().filter(license_holder::of(holder)).count(conn).await? > 0;
    facts.accounts = i64::try_from(holders.count(conn).await?).unwrap_or(i64::MAX);
    Ok(facts)
}

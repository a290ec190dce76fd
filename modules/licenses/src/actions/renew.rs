//! The next lease of a device (LIC-16).
//!
//! Nearly always it is answered from memory. The slow way reads the rows, because the facts of the renew token are doubted: when
//! something about the activation or its license has changed since the token was made, when the token is very old, when the
//! license's end is reached, and when parts of the device were exchanged.

use crate::actions::device_parts::{DeviceIs, write_down};
use crate::actions::leases::{Issued, LeaseFacts, LeaseIssuer, Prepared, Renewal};
use crate::actions::limits;
use crate::actions::take_over::take_over;
use crate::model::decision::check_clock;
use crate::model::device_mark::{DeviceMark, Marks};
use crate::model::device_seat::WrittenSeat;
use crate::model::seat_refusal::SeatRefusal;
use crate::queries::entitlement;
use crate::tables::activation::Entity;
use gatehouse_context::{App, Cx};
use gatehouse_core::{Fault, Moment, OrRefuse as _, Outcome, Stop, refuse};
use gatehouse_formats::DeviceFingerprint;
use sea_orm::entity::prelude::*;
use std::sync::Arc;

/// How often a seat is looked at that other requests of its device change at the same moment.
const TRIES: usize = 8;

/// What a device sends for its next lease.
#[derive(Clone, Copy, Debug)]
pub struct AskedRenewal<'a, Part> {
    /// The activation's id, as it stands in the address.
    pub activation: &'a str,
    /// The renew token that the device was given last.
    pub token: &'a str,
    /// Hashes of the device's parts, the primary one first.
    pub fingerprint: &'a [Part],
    /// The device's clock, unix seconds.
    pub time: Option<i64>,
}

/// The next lease.
pub enum Renewed {
    /// As it was prepared in memory.
    FromMemory(Arc<Prepared>),
    /// By what is written down.
    LookedUp(Issued),
}

/// The next lease, or why there is none. A context is made only for the slow way.
pub async fn renew<Part: AsRef<str>>(
    app: &Arc<App>,
    context: impl FnOnce() -> Cx,
    asked: AskedRenewal<'_, Part>,
) -> Outcome<Renewed, SeatRefusal> {
    let now = app.clock.now();
    let device = DeviceFingerprint::parse(asked.fingerprint).map_err(SeatRefusal::Fingerprint).or_refuse()?;
    check_clock(now, asked.time).or_refuse()?;
    let Ok(activation) = Uuid::parse_str(asked.activation) else {
        return Err(refuse(SeatRefusal::UnknownActivation));
    };
    let renewal = from_memory(app, activation, asked.token, &device, now).await;
    count_from_memory(&renewal);
    match renewal? {
        Renewal::Ready(prepared) => Ok(Renewed::FromMemory(prepared)),
        Renewal::Doubted(facts) => Ok(Renewed::LookedUp(renew_from_rows(&context(), &facts, &device).await?)),
        Renewal::Unknown => Err(refuse(SeatRefusal::UnknownActivation)),
        Renewal::Stale => Err(Fault::busy("what was stopped has not been read for too long").into()),
    }
}

/// The next lease from memory. A node that was cut off reads first what the others stopped.
async fn from_memory(
    app: &Arc<App>,
    activation: Uuid,
    token: &str,
    device: &DeviceFingerprint,
    now: Moment,
) -> Result<Renewal, Fault> {
    let issuer = app.services.get::<LeaseIssuer>()?;
    let renewal = issuer.renew(app, activation, token, device, now)?;
    if matches!(renewal, Renewal::Stale) && issuer.stops().refresh(&Cx::program(app, "leases")).await? {
        return issuer.renew(app, activation, token, device, now);
    }
    Ok(renewal)
}

fn count_from_memory(renewal: &Result<Renewal, Fault>) {
    match renewal {
        Ok(Renewal::Ready(_)) => count("memory"),
        Ok(Renewal::Unknown) => count("refused"),
        Ok(Renewal::Stale) => count("cut_off"),
        // Counted when the rows are read.
        Ok(Renewal::Doubted(_)) => {}
        Err(_) => count("failed"),
    }
}

fn count(result: &'static str) {
    metrics::counter!("gatehouse_renewals_total", "result" => result).increment(1);
}

/// The next lease of an activation whose token said `facts`, or why there is none.
async fn renew_from_rows(cx: &Cx, facts: &LeaseFacts, device: &DeviceFingerprint) -> Outcome<Issued, SeatRefusal> {
    let renewed = looked_up(cx, facts, device).await;
    count(match &renewed {
        Ok(_) => "database",
        Err(Stop::Refused(_)) => "refused",
        Err(Stop::Broken(_)) => "failed",
    });
    renewed
}

async fn looked_up(cx: &Cx, facts: &LeaseFacts, device: &DeviceFingerprint) -> Outcome<Issued, SeatRefusal> {
    limits::token(cx, facts.activation)?.or_refuse()?;
    for _ in 0..TRIES {
        if let Some(issued) = from_rows(cx, facts, device).await? {
            return Ok(issued);
        }
    }
    Err(Fault::busy("other requests of a device changed its seat while it was looked at").into())
}

/// By what is written down; `None` when that was changed while it was looked at.
async fn from_rows(cx: &Cx, facts: &LeaseFacts, device: &DeviceFingerprint) -> Outcome<Option<Issued>, SeatRefusal> {
    let issuer = cx.service::<LeaseIssuer>()?;
    let as_of = cx.now();
    // Rows of seats freed long ago are gone (retention), those of live ones never.
    let Some(row) = Entity::find_by_id(facts.activation).one(cx.read()).await? else {
        return Err(refuse(SeatRefusal::Deactivated));
    };
    if row.deactivated_at.is_some() {
        return Err(refuse(SeatRefusal::Deactivated));
    }
    let Some(entitlement) = entitlement::by_seat(cx, cx.read(), row.license_id, row.code_id).await? else {
        return Err(refuse(SeatRefusal::UnknownActivation));
    };
    if take_over(cx, &entitlement.license).await? {
        return Ok(None);
    }
    entitlement.judge(cx.now(), &cx.zone).or_refuse()?;
    // What is written down decides, not the token: of two devices that had the seat one after the other, one has it.
    let mark = Marks::new(&cx.app.keys, entitlement.license.id, device).under(row.pepper_version)?;
    let written = DeviceMark::read(&row.components)?;
    if !written.becomes(&mark) {
        return Err(refuse(SeatRefusal::OtherDevice));
    }
    let seat = WrittenSeat {
        activation: row.id,
        components: row.components,
        pepper_version: row.pepper_version,
        exchanges_until: row.exchanges_until,
        lease_days: row.lease_days,
        lease_until: row.lease_until,
        as_written: written == mark,
    };
    match write_down(cx, &entitlement, &seat, device).await? {
        DeviceIs::TheSame => {}
        DeviceIs::Another => return Err(refuse(SeatRefusal::OtherDevice)),
        DeviceIs::Unclear => return Ok(None),
    }
    issuer.lists().note(&entitlement.catalog.product_code, entitlement.listed_at, cx.now());
    let facts = LeaseFacts::of(&entitlement, row.id, entitlement.license.ends_at, device.clone(), as_of);
    issuer.seen().note(row.id, as_of);
    Ok(Some(issuer.issue(&cx.app, &facts, as_of)?))
}

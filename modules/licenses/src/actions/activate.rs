//! Taking a seat (LIC-10, LIC-13).
//!
//! The rule: a license with N seats is active on at most N devices at once, for any interleaving, retry or crash. A device
//! that holds a seat gets its own seat again, however often it asks; it never takes a second one.
//!
//! The transfer limit: a freed seat goes on counting while the lease of its device may run, for 30 days at least, and seats in
//! use and counting ones together are never more than N and the product's allowance. A device that comes back to the license is
//! no further device: its freed seat stops counting as it takes another. What a clerk frees does not count. A device is known by
//! most of its parts, not by the primary one alone: who shows that with other parts takes the place of the device that had it, as
//! one device after another does. Parts of a device may be exchanged a few times ([`exchanges`]), while it holds its seat
//! and while it does not; beyond that it is another device.
//!
//! How it holds: [`Claim`] judges and counts with one conditional update under the lock of the license's row. The lease is
//! signed after the commit: a lost answer is repaired by asking again. Claims that wait at the same moment share
//! a commit: [`super::claim::ClaimQueue`].

mod asked;
pub(in crate::actions) mod codes;

use crate::actions::accept_agreement::check_in_product;
use crate::actions::activate_trial::check_device;
use crate::actions::claim::ClaimQueue;
use crate::actions::claim::{Claim, Taken};
use crate::actions::deactivate::free_seat;
use crate::actions::device_parts::{DeviceIs, seal_fingerprint, write_down};
use crate::actions::leases::{Issued, LeaseFacts, LeaseIssuer};
use crate::actions::limits;
use crate::actions::over_use::RefusedDevices;
use crate::actions::transfers::{Recount, recount};
use crate::model::code;
use crate::model::device_mark::{Marks, pepper_of_next};
use crate::model::device_name::seal_own;
use crate::model::entitlement::Entitlement;
use crate::model::exchanges;
use crate::model::license::end_of_term;
use crate::model::seat_refusal::{Mistyped, SeatRefusal};
use crate::model::transfer::FreedBy;
use crate::queries::seat_holder::{self, Known, WrittenSeat};
use crate::queries::{entitlement, recipients};
use crate::tables::activation;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Actor, Fault, Moment, OrRefuse as _, Outcome, Stop, Uuid, refuse};
use gatehouse_formats::{ActivationCode, DeviceFingerprint};
use gatehouse_seal::SubjectKey;

pub use asked::Activate;
pub(super) use asked::{check_clock, checked};

/// How often a claim is made that others were faster than.
const TRIES: usize = 8;

/// A seat, and the lease on it.
#[derive(Clone, Debug)]
pub struct Activated {
    /// The activation's id.
    pub activation: Uuid,
    /// False: the device held this seat already.
    pub is_new: bool,
    /// The lease and the token for the next one.
    pub issued: Issued,
    /// Certificates of the keys that sign leases.
    pub issuing_keys: Vec<String>,
}

/// Takes a seat for a device, or finds the one that it holds.
pub async fn activate(cx: &Cx, input: Activate) -> Outcome<Activated, SeatRefusal> {
    let activated = judged(cx, input).await;
    let result = match &activated {
        Ok(activated) if activated.is_new => "new",
        Ok(_) => "again",
        Err(Stop::Refused(_)) => "refused",
        Err(Stop::Broken(_)) => "failed",
    };
    metrics::counter!("gatehouse_activations_total", "result" => result).increment(1);
    activated
}

async fn judged(cx: &Cx, input: Activate) -> Outcome<Activated, SeatRefusal> {
    let input = checked(input).or_refuse()?;
    let typed = ActivationCode::parse(input.code.expose()).map_err(Mistyped).or_refuse()?;
    let fingerprint = DeviceFingerprint::parse(&input.fingerprint).map_err(SeatRefusal::Fingerprint).or_refuse()?;
    check_clock(cx.now(), input.time).or_refuse()?;
    limits::may_try_code(cx)?.or_refuse()?;
    limits::activation(cx)?.or_refuse()?;

    let issuer = cx.service::<LeaseIssuer>()?;
    let keys = issuer.keys().in_use()?;
    let as_of = cx.now();
    let lookups = code::lookups(&cx.app.keys, &typed);
    let Some(entitlement) = entitlement::by_code(cx, cx.read(), &lookups).await? else {
        limits::count_wrong_code(cx)?;
        return Err(refuse(SeatRefusal::UnknownCode));
    };
    check_product(&entitlement, &input).or_refuse()?;
    check_region(cx, &entitlement, input.region.as_deref()).await?;
    let entitlement = codes::taken_over(cx, entitlement).await?;
    entitlement.judge_new(cx.now(), &cx.zone).or_refuse()?;
    if entitlement.code.is_some_and(|code| code.key_file_only) {
        return Err(refuse(SeatRefusal::KeyFileOnly));
    }
    check_in_product(cx, &entitlement, input.agreement).await?;
    check_device(cx, &entitlement, &fingerprint).await?;

    issuer.lists().note(&entitlement.catalog.product_code, entitlement.listed_at, cx.now());
    let (entitlement, seat) = find_or_take(cx, entitlement, &input, &fingerprint).await?;
    let facts = LeaseFacts::of(&entitlement, seat.activation, seat.ends_at, fingerprint, as_of);
    let issued = issuer.issue(&cx.app, &facts, cx.now())?;
    let issuing_keys = keys.certificates.clone();
    Ok(Activated { activation: seat.activation, is_new: seat.is_new, issued, issuing_keys })
}

/// Whether the license is for what asks.
pub(in crate::actions) fn check_product(entitlement: &Entitlement, input: &Activate) -> Result<(), SeatRefusal> {
    let catalog = &entitlement.catalog;
    let listed = |asked: &String| catalog.applications.is_empty() || catalog.applications.contains(asked);
    if catalog.product_code != input.product {
        return Err(SeatRefusal::WrongProduct { product: catalog.product_name.clone() });
    }
    if input.application.as_ref().is_none_or(listed) { Ok(()) } else { Err(SeatRefusal::UnknownApplication) }
}

/// A product that is sold in some countries only is refused elsewhere (LIC-1). Where the device is, the product says; for one
/// that does not, the countries of the accounts that have the license count, else that of its buyer.
pub(in crate::actions) async fn check_region(
    cx: &Cx,
    entitlement: &Entitlement,
    told: Option<&str>,
) -> Outcome<(), SeatRefusal> {
    if !entitlement.is_regional() {
        return Ok(());
    }
    let countries = match told {
        Some(region) => vec![region.to_owned()],
        None => recipients::countries(cx, cx.read(), &entitlement.license).await?,
    };
    if entitlement.serves(&countries) { Ok(()) } else { Err(refuse(SeatRefusal::WrongRegion)) }
}

/// The seat that a device has in the end.
struct Seat {
    activation: Uuid,
    /// The license's end.
    ends_at: Option<Moment>,
    /// False: the device held it before.
    is_new: bool,
}

/// A device that comes back to a seat which was freed and still counts: it is no further device.
#[derive(Clone, Copy)]
pub(in crate::actions) struct Returning {
    seat: Uuid,
    /// What was counted there, and one more where parts were exchanged meanwhile: freeing a seat gives no further exchanges.
    exchanges_until: Moment,
    /// When the leases that it had there have ended at the latest.
    lease_until: Option<Moment>,
}

impl Returning {
    /// `None`: too many parts were exchanged lately, so it is a further device.
    pub(in crate::actions) fn to(seat: &WrittenSeat, now: Moment) -> Option<Self> {
        let counted = seat.exchanges_until;
        let exchanges_until = if seat.as_written { counted } else { exchanges::one_more(counted, now)? };
        Some(Self { seat: seat.activation, exchanges_until, lease_until: seat.lease_until })
    }
}

/// How a device stands to a license before it gets a seat.
enum DeviceSeat {
    /// It holds this one.
    Held(Uuid),
    /// It needs one: that of `replaces`, where another device holds it in its place, else a free one.
    Needed { replaces: Option<Uuid>, returning: Option<Returning> },
    /// Its row has changed since it was read: it must be looked at again.
    Unclear,
}

/// What the rows say of this device. Parts of it that were exchanged are written down.
async fn seat_of(cx: &Cx, entitlement: &Entitlement, fingerprint: &DeviceFingerprint) -> Result<DeviceSeat, Fault> {
    let license = &entitlement.license;
    let device = Marks::new(&cx.app.keys, license.id, fingerprint);
    let known = match license.seats_used + license.transfers {
        0 => Known::No,
        _ => seat_holder::of_device(cx.read(), license, &device).await?,
    };
    let (replaces, before) = match known {
        Known::Holds(seat) => match write_down(cx, entitlement, &seat, fingerprint).await? {
            DeviceIs::TheSame => return Ok(DeviceSeat::Held(seat.activation)),
            // Another one by now: it takes the place of the one that it was.
            DeviceIs::Another => (Some(seat.activation), None),
            DeviceIs::Unclear => return Ok(DeviceSeat::Unclear),
        },
        Known::Replaces { activation, returns_to } => (Some(activation), returns_to),
        Known::Returns(seat) => (None, Some(seat)),
        Known::No => (None, None),
    };
    let returning = before.and_then(|seat| Returning::to(&seat, cx.now()));
    Ok(DeviceSeat::Needed { replaces, returning })
}

/// The device's seat, or a free one. Answers with the entitlement that was judged last: others may have changed the license
/// meanwhile, and then everything is looked at once more.
async fn find_or_take(
    cx: &Cx,
    mut entitlement: Entitlement,
    input: &Activate,
    fingerprint: &DeviceFingerprint,
) -> Outcome<(Entitlement, Seat), SeatRefusal> {
    for _ in 0..TRIES {
        let license = &entitlement.license;
        let (replaces, returning) = match seat_of(cx, &entitlement, fingerprint).await? {
            DeviceSeat::Held(activation) => {
                let ends_at = license.ends_at;
                codes::now_by(cx, &entitlement, activation).await?;
                return Ok((entitlement, Seat { activation, ends_at, is_new: false }));
            }
            DeviceSeat::Needed { replaces, returning } => {
                entitlement.judge_further_device(cx.now()).or_refuse()?;
                (replaces, returning)
            }
            DeviceSeat::Unclear => {
                entitlement = reload(cx, &entitlement).await?;
                continue;
            }
        };
        // Its seat of a license that was merged into this one is counted here: it moves.
        if replaces.is_none() && codes::free_of_parents(cx, license, fingerprint).await? {
            entitlement = reload(cx, &entitlement).await?;
            continue;
        }
        // A full license needs no write lock to say so.
        if license.seats_used >= license.seats && replaces.is_none() {
            cx.service::<RefusedDevices>()?.note(license.id, fingerprint.primary());
            return Err(refuse(SeatRefusal::NoSeatFree { seats: license.seats }));
        }
        let over = license.seats_used + license.transfers + 1 - license.seats - entitlement.allowance();
        if over > 0 && returning.is_none() {
            if let Recount::Until(until) = recount(cx, license, over).await? {
                return Err(refuse(SeatRefusal::TransferLimit { until, zone: cx.zone.clone() }));
            }
        } else {
            // What the transfer limit does not bound, this does: one device that comes and goes.
            if returning.is_some() {
                limits::same_devices(cx, license.id)?.or_refuse()?;
            }
            if let Some(other) = replaces {
                let cx = cx.acting_as(Actor::Product { activation: other });
                free_seat(&cx, license.id, other, FreedBy::Product).await?;
            }
            let claim = claim(cx, &entitlement, input, fingerprint, returning).await?;
            let activation = claim.row.id;
            if let Taken::New { ends_at } = cx.service::<ClaimQueue>()?.take(cx, claim).await? {
                return Ok((entitlement, Seat { activation, ends_at, is_new: true }));
            }
        }
        // This very device was faster, the license has changed, or the last seat is gone.
        entitlement = reload(cx, &entitlement).await?;
    }
    Err(Fault::busy("others took the seats of a license while it was looked at").into())
}

/// The license as it is now, judged again.
async fn reload(cx: &Cx, before: &Entitlement) -> Outcome<Entitlement, SeatRefusal> {
    let code = before.code.map(|code| code.id);
    let Some(entitlement) = entitlement::by_seat(cx, cx.read(), before.license.id, code).await? else {
        return Err(refuse(SeatRefusal::UnknownCode));
    };
    entitlement.judge_new(cx.now(), &cx.zone).or_refuse()?;
    Ok(entitlement)
}

/// The claim of a seat for this device, ready to be stored.
pub(in crate::actions) async fn claim(
    cx: &Cx,
    entitlement: &Entitlement,
    input: &Activate,
    fingerprint: &DeviceFingerprint,
    returning: Option<Returning>,
) -> Result<Claim, Fault> {
    let key = subject::key(cx, cx.read(), entitlement.license.purchase_id).await?;
    let mut row = seat_row(cx, entitlement, input, fingerprint, &key)?;
    if let Some(before) = returning {
        row.exchanges_until = before.exchanges_until;
        row.lease_until = before.lease_until;
    }
    Ok(Claim {
        row,
        // Terms are counted in the vendor's zone, wherever the device is.
        ends_at: end_of_term(&entitlement.license, cx.now(), &cx.app.settings.vendor_zone())?,
        allowance: entitlement.allowance(),
        returns_to: returning.map(|before| before.seat),
        device: input.device_name.clone().unwrap_or_default(),
        is_held: entitlement.is_held,
    })
}

fn seat_row(
    cx: &Cx,
    entitlement: &Entitlement,
    input: &Activate,
    fingerprint: &DeviceFingerprint,
    key: &SubjectKey,
) -> Result<activation::Model, Fault> {
    let (id, now, license) = (cx.id(), cx.now(), &entitlement.license);
    let pepper = pepper_of_next(&cx.app.keys, license);
    let mark = Marks::new(&cx.app.keys, license.id, fingerprint).under(pepper)?;
    let name = input.device_name.as_ref();
    let random = cx.app.random.as_ref();
    let name = name.map(|name| seal_own(random, key, id, name)).transpose()?;
    Ok(activation::Model {
        id,
        license_id: license.id,
        code_id: entitlement.code.map(|code| code.id),
        device_lookup: mark.lookup().to_vec(),
        fingerprint_sealed: seal_fingerprint(cx, key, id, fingerprint)?,
        components: mark.write()?,
        pepper_version: pepper,
        device_name_sealed: name,
        given_name_sealed: None,
        platform: input.platform.clone().unwrap_or_default(),
        application: input.application.clone(),
        product_version: input.version.clone(),
        activated_at: now,
        last_seen_at: now,
        deactivated_at: None,
        deactivated_by: None,
        counts_until: None,
        lease_until: None,
        exchanges_until: Moment(0),
        lease_days: entitlement.catalog.lease_days,
    })
}

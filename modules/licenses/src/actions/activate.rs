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
//! What stands against it is judged by [`crate::model::decision`], which explains it too.
//!
//! How it holds: [`Claim`] judges and counts with one conditional update under the lock of the license's row. The lease is
//! signed after the commit: a lost answer is repaired by asking again. Claims that wait at the same moment share
//! a commit: [`super::claim::ClaimQueue`].

mod asked;
pub(in crate::actions) mod codes;

use crate::actions::accept_agreement::accept_in_product;
use crate::actions::activate_trial::begin_trial;
use crate::actions::claim::ClaimQueue;
use crate::actions::claim::{Claim, Taken};
use crate::actions::deactivate::free_seat;
use crate::actions::device_parts::{DeviceIs, seal_fingerprint, write_down};
use crate::actions::leases::{Issued, LeaseFacts, LeaseIssuer};
use crate::actions::limits;
use crate::actions::over_use::RefusedDevices;
use crate::actions::transfers::{Recount, recount};
use crate::model::decision::{ASKED, AgreementIs, FORM, Facts, IN_FORCE, ITS_OWN, SeatFacts};
use crate::model::device_mark::{Marks, pepper_of_next};
use crate::model::device_name::seal_own;
use crate::model::device_seat::{DeviceSeat, Returning};
use crate::model::entitlement::Entitlement;
use crate::model::license::end_of_term;
use crate::model::rule::Rule;
use crate::model::seat_refusal::SeatRefusal;
use crate::model::transfer::FreedBy;
use crate::queries::{decision, entitlement};
use crate::tables::activation;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Actor, Fault, Moment, OrRefuse as _, Outcome, Stop, Uuid, refuse};
use gatehouse_formats::DeviceFingerprint;
use gatehouse_seal::SubjectKey;

pub use asked::Activate;
pub(super) use asked::read;

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
    let (input, request) = read(input);
    let mut facts = Facts { request: Some(&request), ..Facts::at(cx.now(), &cx.zone) };
    facts.check(FORM).or_refuse()?;
    let (Ok(typed), Ok(fingerprint)) = (&request.code, &request.device) else {
        return Err(Fault::new("a request passed that cannot be read").into());
    };
    facts.guesses = limits::may_try_code(cx)?.err();
    facts.check([Rule::Guesses]).or_refuse()?;
    facts.rate = limits::activation(cx)?.err();
    facts.check([Rule::Rate]).or_refuse()?;

    let issuer = cx.service::<LeaseIssuer>()?;
    let keys = issuer.keys().in_use()?;
    let as_of = cx.now();
    let Some(entitlement) = decision::of_code(cx, typed).await? else {
        limits::count_wrong_code(cx)?;
        return Err(refuse(SeatRefusal::UnknownCode));
    };
    facts.now = cx.now();
    facts.place = decision::place(cx, &entitlement, input.region.as_deref()).await?;
    facts.clone().of(&entitlement).check(ASKED).or_refuse()?;
    let entitlement = codes::taken_over(cx, entitlement).await?;
    let mut facts = facts.of(&entitlement);
    facts.check(ITS_OWN.into_iter().chain(IN_FORCE).chain([Rule::KeyFileOnly])).or_refuse()?;
    facts.agreement = decision::agreement(cx, &entitlement, input.agreement).await?;
    facts.check([Rule::Agreement]).or_refuse()?;
    if let AgreementIs::Named(version) = facts.agreement {
        accept_in_product(cx, &entitlement, version).await?;
    }
    begin_trial(cx, &entitlement, Some(fingerprint)).await?;

    issuer.lists().note(&entitlement.catalog.product_code, entitlement.listed_at, cx.now());
    let (entitlement, seat) = find_or_take(cx, entitlement, &input, fingerprint).await?;
    let facts = LeaseFacts::of(&entitlement, seat.activation, seat.ends_at, fingerprint.clone(), as_of);
    let issued = issuer.issue(&cx.app, &facts, cx.now())?;
    let issuing_keys = keys.certificates.clone();
    Ok(Activated { activation: seat.activation, is_new: seat.is_new, issued, issuing_keys })
}

/// The seat that a device has in the end.
struct Seat {
    activation: Uuid,
    /// The license's end.
    ends_at: Option<Moment>,
    /// False: the device held it before.
    is_new: bool,
}

/// What the rows say of this device; `None`: its row has changed since it was read, and must be looked at again. Parts of it that
/// were exchanged are written down.
async fn seat_of(
    cx: &Cx,
    entitlement: &Entitlement,
    fingerprint: &DeviceFingerprint,
) -> Result<Option<DeviceSeat>, Fault> {
    let device = decision::device_seat(cx, &entitlement.license, fingerprint).await?;
    let DeviceSeat::Held(seat) = &device else { return Ok(Some(device)) };
    Ok(match write_down(cx, entitlement, seat, fingerprint).await? {
        DeviceIs::TheSame => Some(device),
        DeviceIs::Another => Some(DeviceSeat::Needed { replaces: Some(seat.activation), returning: None }),
        DeviceIs::Unclear => None,
    })
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
        let Some(device) = seat_of(cx, &entitlement, fingerprint).await? else {
            entitlement = reload(cx, &entitlement).await?;
            continue;
        };
        let license = &entitlement.license;
        let mut seats = SeatFacts::of(&entitlement, &device);
        let facts = |seats: SeatFacts| Facts { seat: Some(seats), ..Facts::at(cx.now(), &cx.zone).of(&entitlement) };
        let (replaces, returning) = match device {
            DeviceSeat::Held(seat) => {
                let ends_at = license.ends_at;
                codes::now_by(cx, &entitlement, seat.activation).await?;
                return Ok((entitlement, Seat { activation: seat.activation, ends_at, is_new: false }));
            }
            DeviceSeat::Needed { replaces, returning } => (replaces, returning),
        };
        facts(seats).check([Rule::Limited]).or_refuse()?;
        // Its seat of a license that was merged into this one is counted here: it moves.
        if replaces.is_none() && codes::free_of_parents(cx, license, fingerprint).await? {
            entitlement = reload(cx, &entitlement).await?;
            continue;
        }
        // A full license needs no write lock to say so.
        let said = facts(seats).check([Rule::Seat]);
        if said.is_err() {
            cx.service::<RefusedDevices>()?.note(license.id, fingerprint.primary());
        }
        said.or_refuse()?;
        if seats.over() > 0 {
            if let Recount::Until(until) = recount(cx, license, seats.over()).await? {
                seats.until = Some(until);
                facts(seats).check([Rule::Transfers]).or_refuse()?;
            }
        } else {
            // What the transfer limit does not bound, this does: one device that comes and goes.
            if returning.is_some() {
                seats.too_often = limits::same_devices(cx, license.id)?.err();
                facts(seats).check([Rule::Returns]).or_refuse()?;
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
    Facts::at(cx.now(), &cx.zone).of(&entitlement).check(ITS_OWN.into_iter().chain(IN_FORCE)).or_refuse()?;
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

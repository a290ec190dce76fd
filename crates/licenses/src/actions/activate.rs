//! Taking a seat (LIC-10).
//!
//! The rule: a license with N seats is active on at most N devices at once, for any interleaving, retry or crash. A device
//! that holds a seat gets its own seat again, however often it asks; it never takes a second one.
//!
//! How it holds: one conditional update counts the seat only while one is free (`seats_used < seats`), and locks the
//! license's row against every other taker until the commit. The seat's row goes in with it, under a unique index of
//! license and device. Either both are stored or neither. The lease is signed after the commit: a lost answer is repaired by
//! asking again. Where one writer has the database to itself, several claims share a commit: [`crate::seat_queue`].

use crate::leases::{Issued, LeaseDesk};
use crate::mails::device_activated;
use crate::model::code;
use crate::model::device_mark::DeviceMark;
use crate::model::license::{NO_END, end_of_term};
use crate::model::seat_refusal::SeatRefusal;
use crate::queries::seat_ground::SeatGround;
use crate::queries::seat_holder;
use crate::seat_queue::SeatQueue;
use crate::tables::activation;
use crate::wrong_codes;
use gatehouse_core::text::reorders;
use gatehouse_core::{Fault, Moment, Outcome, Secret, Uuid, refuse};
use gatehouse_db::{AuditEntry, Cx, SubjectKey, Tx, Unique, subject};
use gatehouse_formats::{ActivationCode, DeviceFingerprint};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, Set, Statement};

/// How far a device's clock may be off.
const CLOCK_TOLERANCE: i64 = 24 * 3600;
/// The most characters of what a device says about itself.
const MOST_CHARACTERS: usize = 120;
const ONE_SEAT_PER_DEVICE: Unique =
    Unique { name: "activation_device", columns: "activation.license_id, activation.device_lookup" };

/// What a product asks for.
#[derive(Clone, Debug, Default)]
pub struct Activate {
    /// The product's code.
    pub product: String,
    /// Its version.
    pub version: Option<String>,
    /// Which of its applications.
    pub application: Option<String>,
    /// As the person typed it.
    pub code: Secret<String>,
    /// Hashes of the device's parts, the primary one first; 64 hexadecimal digits each, at most 8.
    pub fingerprint: Vec<String>,
    /// What the person calls the device.
    pub device_name: Option<String>,
    /// The platform, such as `windows`.
    pub platform: Option<String>,
    /// An ISO 3166 country code.
    pub region: Option<String>,
    /// The device's clock, unix seconds.
    pub time: Option<i64>,
}

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
    check_members(&input).map_err(refuse)?;
    let typed = ActivationCode::parse(input.code.expose()).map_err(|error| refuse(SeatRefusal::Mistyped(error)))?;
    let fingerprint =
        DeviceFingerprint::parse(&input.fingerprint).map_err(|error| refuse(SeatRefusal::Fingerprint(error)))?;
    check_clock(cx.now(), input.time).map_err(refuse)?;
    wrong_codes::may_try(cx)?.map_err(|often| refuse(SeatRefusal::TooOften(often)))?;

    let desk = cx.service::<LeaseDesk>()?;
    let ring = desk.keys().ring()?;
    let as_of = cx.now();
    let lookup = code::lookup(&cx.app.keys, &typed);
    let Some(ground) = SeatGround::by_code(cx, cx.read(), &lookup).await? else {
        wrong_codes::count(cx)?;
        return Err(refuse(SeatRefusal::UnknownCode));
    };
    check_product(&ground, &input).map_err(refuse)?;
    ground.judge(cx).map_err(refuse)?;

    let mark = DeviceMark::new(&cx.app.keys, ground.license.id, &fingerprint)?;
    let held = match ground.license.seats_used {
        0 => None,
        _ => seat_holder::of_device(cx.read(), &ground.license, &mark).await?,
    };
    let (activation, ends_at, is_new) = match held {
        Some(activation) => (activation, ground.license.ends_at, false),
        None => take_seat(cx, &ground, &input, &fingerprint, &mark).await?,
    };
    let facts = ground.facts(activation, ends_at, fingerprint, as_of);
    let issued = desk.issue(&cx.app, &facts, cx.now())?;
    Ok(Activated { activation, is_new, issued, issuing_keys: ring.certificates.clone() })
}

fn check_members(input: &Activate) -> Result<(), SeatRefusal> {
    // Joiners and other invisible marks pass: emoji need them, and a product cannot ask for another device's name.
    let plain = |text: &str| {
        !text.chars().any(|c| c.is_control() || reorders(c)) && text.chars().nth(MOST_CHARACTERS).is_none()
    };
    let members = [
        ("product", Some(&input.product)),
        ("version", input.version.as_ref()),
        ("application", input.application.as_ref()),
        ("device.name", input.device_name.as_ref()),
        ("device.platform", input.platform.as_ref()),
        ("region", input.region.as_ref()),
    ];
    match members.into_iter().find(|(_, text)| text.is_some_and(|text| !plain(text))) {
        Some((name, _)) => Err(SeatRefusal::Member(name)),
        None => Ok(()),
    }
}

/// Refuses a device whose clock, where it tells it, is more than 24 hours off.
pub(crate) fn check_clock(now: Moment, time: Option<i64>) -> Result<(), SeatRefusal> {
    let now = now.seconds();
    match time {
        Some(time) if time.saturating_sub(now).saturating_abs() > CLOCK_TOLERANCE => Err(SeatRefusal::ClockWrong),
        _ => Ok(()),
    }
}

fn check_product(ground: &SeatGround, input: &Activate) -> Result<(), SeatRefusal> {
    let listed = |asked: &String| ground.applications.is_empty() || ground.applications.contains(asked);
    if ground.product_code != input.product {
        return Err(SeatRefusal::WrongProduct { product: ground.product_name.clone() });
    }
    if !input.application.as_ref().is_none_or(listed) {
        return Err(SeatRefusal::UnknownApplication);
    }
    if ground.serves(input.region.as_deref()) { Ok(()) } else { Err(SeatRefusal::WrongRegion) }
}

/// Counts the seat and stores it. Answers the activation, the end of the license and whether the seat is new: a twin of
/// this request may have been faster.
async fn take_seat(
    cx: &Cx,
    ground: &SeatGround,
    input: &Activate,
    fingerprint: &DeviceFingerprint,
    mark: &DeviceMark,
) -> Outcome<(Uuid, Option<i64>, bool), SeatRefusal> {
    // A full license needs no write lock to say so.
    if ground.license.seats_used >= ground.license.seats {
        return explain(cx, ground, mark).await;
    }
    let key = subject::key(cx, cx.read(), ground.license.purchase_id).await?;
    let id = cx.id();
    let row = seat_row(cx, id, ground, input, fingerprint, mark, &key)?;
    let ends_at = end_of_term(&ground.license, cx.now(), &vendor_zone(cx))?.map(|end| end.0);
    let device = input.device_name.clone().unwrap_or_default();
    let claim = Claim { license: ground.license.id, activation: id, row, ends_at, device };
    match cx.service::<SeatQueue>()?.take(cx, claim).await? {
        Taken::New { ends_at } => Ok((id, ends_at, true)),
        Taken::NoneFree | Taken::HeldAlready => explain(cx, ground, mark).await,
    }
}

/// A device's claim to a seat, ready to be stored.
pub(crate) struct Claim {
    license: Uuid,
    activation: Uuid,
    row: activation::ActiveModel,
    /// The license's end, should this be its first activation.
    ends_at: Option<i64>,
    /// What the person calls the device; may be empty.
    device: String,
}

/// What became of a claim.
pub(crate) enum Taken {
    /// The seat is counted and stored.
    New {
        /// The license's end.
        ends_at: Option<i64>,
    },
    /// Nothing was counted: no seat is free, or the license may not be used any more.
    NoneFree,
    /// The device's other request was faster; nothing was counted.
    HeldAlready,
}

impl Claim {
    /// Counts and stores the seat in a transaction. Nothing of a claim that fails stays in it, so that the next claim can
    /// follow in the same one (which PostgreSQL does not allow after a violated index: there each has its own).
    pub(crate) async fn take(&self, cx: &Cx, tx: &Tx) -> Result<Taken, Fault> {
        let Some(ends_at) = self.count(cx, tx).await? else { return Ok(Taken::NoneFree) };
        if let Err(error) = activation::Entity::insert(self.row.clone()).exec_without_returning(&**tx).await {
            if !ONE_SEAT_PER_DEVICE.violated_by(&error) {
                return Err(error.into());
            }
            if cx.db().has_one_writer() {
                self.take_back(cx, tx).await?;
            }
            return Ok(Taken::HeldAlready);
        }
        let details = serde_json::json!({ "activation": self.activation });
        cx.audit(tx, AuditEntry::new("license.activated", "license", Some(self.license)).with(details)).await?;
        device_activated::queue(cx, tx, self.license, &self.device).await?;
        Ok(Taken::New { ends_at })
    }

    /// Counts one seat, if one is free and the license may be used at this very moment; the first one starts the term.
    /// Answers the license's end, or `None` when nothing was counted.
    async fn count(&self, cx: &Cx, tx: &Tx) -> Result<Option<Option<i64>>, Fault> {
        let text = "update license set seats_used = seats_used + 1, \
             version = version + case when first_activated_at is null then 1 else 0 end, \
             ends_at = case when first_activated_at is null then $3 else ends_at end, \
             ends_order = case when first_activated_at is null then $4 else ends_order end, \
             first_activated_at = coalesce(first_activated_at, $2) \
             where id = $1 and seats_used < seats and not awaiting_verification and blocked_at is null \
             and (block_from is null or block_from > $2) and (ends_at is null or ends_at > $2) \
             and (first_activated_at is not null or activate_by is null or activate_by > $2) \
             returning ends_at";
        let order = self.ends_at.unwrap_or(NO_END);
        let values = [self.license.into(), cx.now().0.into(), self.ends_at.into(), order.into()];
        let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
        match tx.query_one_raw(statement).await? {
            Some(row) => Ok(Some(row.try_get_by_index(0)?)),
            None => Ok(None),
        }
    }

    /// The device holds a seat, so the term had begun before: only the count was changed.
    async fn take_back(&self, cx: &Cx, tx: &Tx) -> Result<(), Fault> {
        let text = "update license set seats_used = seats_used - 1 where id = $1";
        let statement = Statement::from_sql_and_values(cx.db().backend(), text, [self.license.into()]);
        tx.execute_raw(statement).await?;
        Ok(())
    }
}

fn seat_row(
    cx: &Cx,
    id: Uuid,
    ground: &SeatGround,
    input: &Activate,
    fingerprint: &DeviceFingerprint,
    mark: &DeviceMark,
    key: &SubjectKey,
) -> Result<activation::ActiveModel, Fault> {
    let now = cx.now().0;
    let random = cx.app.random.as_ref();
    let filled = |text: &Option<String>| text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
    let name = filled(&input.device_name)
        .map(|name| key.seal(random, "activation.device_name_sealed", id, name.as_bytes()))
        .transpose()?;
    Ok(activation::ActiveModel {
        id: Set(id),
        license_id: Set(ground.license.id),
        device_lookup: Set(mark.lookup().to_vec()),
        fingerprint_sealed: Set(seal_fingerprint(cx, key, id, fingerprint)?),
        components: Set(mark.write()?),
        device_name_sealed: Set(name),
        platform: Set(filled(&input.platform).unwrap_or_default()),
        application: Set(filled(&input.application)),
        product_version: Set(filled(&input.version)),
        activated_at: Set(now),
        last_seen_at: Set(now),
        deactivated_at: Set(None),
        deactivated_by: Set(None),
    })
}

pub(crate) fn seal_fingerprint(
    cx: &Cx,
    key: &SubjectKey,
    activation: Uuid,
    fingerprint: &DeviceFingerprint,
) -> Result<Vec<u8>, Fault> {
    let text = serde_json::to_vec(fingerprint)?;
    key.seal(cx.app.random.as_ref(), "activation.fingerprint_sealed", activation, &text)
}

/// The zone in which terms are counted: the vendor's, wherever the device is.
fn vendor_zone(cx: &Cx) -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::get(&cx.app.settings.zone).unwrap_or(jiff::tz::TimeZone::UTC)
}

/// Why no seat was counted, read afresh: this very device was faster, the license has changed, or every seat is taken.
async fn explain(cx: &Cx, ground: &SeatGround, mark: &DeviceMark) -> Outcome<(Uuid, Option<i64>, bool), SeatRefusal> {
    let Some(now) = SeatGround::by_license(cx, cx.read(), ground.license.id).await? else {
        return Err(refuse(SeatRefusal::UnknownCode));
    };
    now.judge(cx).map_err(refuse)?;
    match seat_holder::of_device(cx.read(), &now.license, mark).await? {
        Some(activation) => Ok((activation, now.license.ends_at, false)),
        None => Err(refuse(SeatRefusal::NoSeatFree { seats: now.license.seats })),
    }
}

//! A key file is made for a license, or the one that there is is found (LIC-11, LIC-12).
//!
//! The rule: a file is for one device and takes one seat, as an activation does, and under the same conditions. Asked for again it is the
//! same file, with the same serial number and bytes; only when what was sold changed, its issuing key was taken back, or its device is
//! another one by now, a new file takes its place and names it as the one before.
//!
//! How it holds: the license's row is locked, then judged again; seat, serial number, place in the status list, the file's row
//! and the audit line are one transaction.

use super::KeyFiles;
use super::binding::{self, bound, fits};
use super::places::{next_place, next_serial};
use super::statuses;
use super::target::KeyFileFor;
use crate::actions::accept_agreement::accept_in_product;
use crate::actions::activate::codes::{free_of_parents, taken_over};
use crate::actions::activate::{Activate, claim};
use crate::actions::activate_trial::begin_trial;
use crate::actions::claim::Taken;
use crate::actions::over_use::RefusedDevices;
use crate::actions::transfers::{Recount, lock, recount};
use crate::actions::{license_slots, limits};
use crate::events;
use crate::model::decision::{AgreementIs, Facts, IN_FORCE, ITS_OWN, SeatFacts};
use crate::model::device_mark::Marks;
use crate::model::device_seat::{DeviceSeat, Known, Returning};
use crate::model::entitlement::Entitlement;
use crate::model::key_file::{CLAIMS, LIST, Named, Placed, applications, claims, open_claims, says_the_same, terms};
use crate::model::license::BlockReason;
use crate::model::rule::Rule;
use crate::model::seat_refusal::{Blocked, SeatRefusal};
use crate::queries::{decision, entitlement, key_files, seat_holder};
use crate::tables::{key_file, license};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, OrRefuse as _, Outcome, SECOND, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_formats::compatibility::{self, Application, Group};
use gatehouse_formats::{DeviceFingerprint, Serial, Status, shown};
use gatehouse_seal::SubjectKey;
use sea_orm::IntoActiveModel;
use sea_orm::entity::prelude::*;

/// A file of the register.
#[derive(Clone, Debug)]
pub struct IssuedKeyFile {
    /// Its row.
    pub row: key_file::Model,
    /// Its license as it is now.
    pub license: license::Model,
    /// False: it was there.
    pub is_new: bool,
}

/// What stands before a file is made.
struct Found {
    seat: Option<Uuid>,
    file: Option<key_file::Model>,
    returning: Option<Returning>,
}

/// Makes the file, or finds it. `agreement`: the version that was accepted where it is asked for.
pub async fn issue_key_files(
    cx: &Cx,
    entitlement: Entitlement,
    target: &KeyFileFor,
    region: Option<&str>,
    agreement: Option<Uuid>,
) -> Outcome<IssuedKeyFile, SeatRefusal> {
    let entitlement = taken_over(cx, entitlement).await?;
    judge(cx, &entitlement).or_refuse()?;
    let mut facts = Facts::at(cx.now(), &cx.zone).of(&entitlement);
    facts.place = decision::place(cx, &entitlement, region).await?;
    facts.agreement = decision::agreement(cx, &entitlement, agreement).await?;
    facts.check([Rule::Region, Rule::Agreement]).or_refuse()?;
    binding::check(&entitlement, target).or_refuse()?;
    if let AgreementIs::Named(version) = facts.agreement {
        accept_in_product(cx, &entitlement, version).await?;
    }
    if let KeyFileFor::Device(device) = target {
        begin_trial(cx, &entitlement, &device.fingerprint).await?;
    }
    // What is slow, or writes in a transaction of its own, comes before.
    let vendor = cx.service::<KeyFiles>()?;
    vendor.keys().in_use()?;
    vendor.serials(cx).await?;
    let limited = make_room(cx, &entitlement).await?;
    let id = entitlement.license.id;
    let named = key_files::named(cx, &entitlement.license).await?;
    let applications = applications(&key_files::applications(cx, entitlement.license.product_id).await?);
    if let KeyFileFor::Device(device) = target {
        free_of_parents(cx, &entitlement.license, &device.fingerprint).await?;
    }
    let _slot = license_slots::acquire(cx, id).await?;
    let tx = cx.begin().await?;
    lock(&tx, id).await?;
    let entitlement = reread(cx, &tx, &entitlement).await?;
    let key = subject::key(cx, &*tx, entitlement.license.purchase_id).await?;
    let found = find(cx, &tx, &entitlement, target).await?;
    let before = found.file.as_ref().map(|row| open_claims(&key, row)).transpose()?;
    if let (Some(row), Some(claims), Some(_)) = (&found.file, &before, found.seat)
        && let Some(sold) = terms(&entitlement, &named)
        && says_the_same(claims, &sold, cx.now())
        && fits(claims, target)
        && entitlement.code.is_none_or(|code| code.number == 1 || row.issued_at >= code.made_at)
        && !vendor.is_revoked(&row.kid)
    {
        tx.rollback().await?;
        return Ok(IssuedKeyFile { row: row.clone(), license: entitlement.license, is_new: false });
    }
    let serial = next_serial(cx, &tx).await?;
    let seat = match found.seat {
        Some(seat) => seat,
        None => {
            let device = DeviceSeat::Needed { replaces: None, returning: found.returning };
            let seat = Some(limits::coming_back(cx, id, SeatFacts::of(&entitlement, &device))?);
            let facts = Facts { seat, ..Facts::at(cx.now(), &cx.zone).of(&entitlement) };
            facts.check([Rule::Limited, Rule::Returns]).or_refuse()?;
            take_seat(cx, &tx, &entitlement, target, serial, (found.returning, limited)).await?
        }
    };
    // The first seat has begun the term.
    let entitlement = reread(cx, &tx, &entitlement).await?;
    let new = NewFile { cx, tx: &tx, key: &key, entitlement: &entitlement, named: &named, applications };
    let row = new.store(serial, seat, target, found.file.as_ref()).await?;
    tx.commit().await?;
    Ok(IssuedKeyFile { row, license: entitlement.license, is_new: true })
}

/// Where freed seats that still count stand in the way, they are counted anew: when the next place comes free. Whether this device
/// needs one is seen under the lock.
async fn make_room(cx: &Cx, entitlement: &Entitlement) -> Result<Option<Moment>, Fault> {
    let license = &entitlement.license;
    let over = license.seats_used + license.transfers + 1 - license.seats - entitlement.allowance();
    if over <= 0 || license.transfers == 0 {
        return Ok(None);
    }
    match recount(cx, license, over).await? {
        Recount::Until(until) => Ok(Some(until)),
        Recount::Fewer => Ok(None),
    }
}

/// As a device that activates; and from a code that another one follows no file is made, because it would outlast the code.
pub(super) fn judge(cx: &Cx, entitlement: &Entitlement) -> Result<(), SeatRefusal> {
    Facts::at(cx.now(), &cx.zone).of(entitlement).check(ITS_OWN.into_iter().chain(IN_FORCE))?;
    match entitlement.code.and_then(|code| code.replaced_at) {
        Some(_) => Err(Blocked(Some(BlockReason::Replaced)).into()),
        None => Ok(()),
    }
}

async fn reread(cx: &Cx, tx: &Tx, before: &Entitlement) -> Outcome<Entitlement, SeatRefusal> {
    let (license, code) = (before.license.id, before.code.map(|code| code.id));
    let Some(entitlement) = entitlement::by_seat(cx, &**tx, license, code).await? else {
        return Err(refuse(SeatRefusal::UnknownCode));
    };
    judge(cx, &entitlement).or_refuse()?;
    Ok(entitlement)
}

/// The seat and the file that this device has.
async fn find(cx: &Cx, tx: &Tx, entitlement: &Entitlement, target: &KeyFileFor) -> Outcome<Found, SeatRefusal> {
    use key_file::{Column, Entity};
    let license = &entitlement.license;
    let live = Entity::find().filter(Column::LicenseId.eq(license.id)).filter(Column::ReplacedAt.is_null());
    match target {
        KeyFileFor::AnyDevice { copy } => {
            let file = live.filter(Column::Copy.eq(*copy)).one(&**tx).await?;
            let seat = file.as_ref().filter(|file| file.returned_at.is_none()).map(|file| file.activation_id);
            Ok(Found { seat, file, returning: None })
        }
        KeyFileFor::Device(device) => {
            let marks = Marks::new(&cx.app.keys, license.id, &device.fingerprint);
            let known = match license.seats_used + license.transfers {
                0 => Known::No,
                _ => seat_holder::of_device(&**tx, license, &marks).await?,
            };
            match known {
                Known::Holds(seat) => {
                    let file = live.filter(Column::ActivationId.eq(seat.activation)).one(&**tx).await?;
                    Ok(Found { seat: Some(seat.activation), file, returning: None })
                }
                // Somebody else's seat: which of both is meant, only the person knows.
                Known::Replaces { .. } => Err(refuse(SeatRefusal::OtherDevice)),
                known => {
                    let DeviceSeat::Needed { returning, .. } = DeviceSeat::of(known, cx.now()) else {
                        return Err(Fault::new("a device without a seat holds one").into());
                    };
                    Ok(Found { seat: None, file: None, returning })
                }
            }
        }
    }
}

async fn take_seat(
    cx: &Cx,
    tx: &Tx,
    entitlement: &Entitlement,
    target: &KeyFileFor,
    serial: Serial,
    (returning, limited): (Option<Returning>, Option<Moment>),
) -> Outcome<Uuid, SeatRefusal> {
    let (said, fingerprint) = match target {
        // Nobody knows the device yet: the seat stands under the file's name, and no device has these parts.
        KeyFileFor::AnyDevice { .. } => {
            let unknown = DeviceFingerprint::new(vec![cx.app.random.token()]).map_err(Fault::from)?;
            (Activate { device_name: Some(serial.file_name()), ..Activate::default() }, unknown)
        }
        KeyFileFor::Device(device) => (device.said.clone(), device.fingerprint.clone()),
    };
    let claim = claim(cx, entitlement, &said, &fingerprint, returning).await?;
    let seat = claim.row.id;
    match claim.take(cx, tx).await? {
        Taken::New { .. } => Ok(seat),
        Taken::NoneFree => Err(refuse(match limited {
            Some(until) if entitlement.license.seats_used < entitlement.license.seats => {
                SeatRefusal::TransferLimit { until, zone: cx.zone.clone() }
            }
            _ => {
                if let KeyFileFor::Device(device) = target {
                    cx.service::<RefusedDevices>()?.note(entitlement.license.id, device.fingerprint.primary());
                }
                SeatRefusal::NoSeatFree { seats: entitlement.license.seats }
            }
        })),
        Taken::HeldAlready => Err(Fault::busy("a device took its seat at the same moment").into()),
    }
}

/// What a new row is made of.
struct NewFile<'a> {
    cx: &'a Cx,
    tx: &'a Tx,
    key: &'a SubjectKey,
    entitlement: &'a Entitlement,
    named: &'a Named,
    applications: Vec<Application>,
}

impl NewFile<'_> {
    async fn store(
        self,
        serial: Serial,
        seat: Uuid,
        target: &KeyFileFor,
        before: Option<&key_file::Model>,
    ) -> Result<key_file::Model, Fault> {
        let Self { cx, tx, key, entitlement, named, applications } = self;
        let (id, now, license) = (cx.id(), cx.now(), &entitlement.license);
        let vendor = cx.service::<KeyFiles>()?;
        let keys = vendor.keys().in_use()?;
        let lic = terms(entitlement, named).ok_or_else(|| Fault::new("a seat was taken and the term did not begin"))?;
        let title = shown(&entitlement.catalog.product_name).unwrap_or_else(|| lic.product.clone());
        let list = compatibility::write(&[Group { serial, title, applications }])?;
        let (places, place) = next_place(cx, tx, license.product_id, &entitlement.catalog.product_code).await?;
        let placed = Placed {
            serial,
            prev: before.map(|row| Serial::parse(&row.serial)).transpose()?,
            uri: places.uri(),
            place,
            issuer: places.issuer.clone(),
            compat_sha256: compatibility::hash(&list),
        };
        let claims = claims(entitlement, lic, bound(cx, target), placed, now);
        // What a product would refuse is not even stored.
        claims.sign(&keys.current, &keys.certificate, &vendor.trust())?;
        if let Some(before) = before {
            replace(cx, tx, before).await?;
        }
        let random = cx.app.random.as_ref();
        let row = key_file::Model {
            id,
            license_id: license.id,
            activation_id: seat,
            copy: match target {
                KeyFileFor::AnyDevice { copy } => Some(*copy),
                KeyFileFor::Device(_) => None,
            },
            serial: serial.to_string(),
            kid: keys.current.public().kid().to_owned(),
            claims_sealed: key.seal(random, CLAIMS, id, &serde_json::to_vec(&claims)?)?,
            list_sealed: key.seal(random, LIST, id, list.as_bytes())?,
            status_list_id: places.id,
            place: i64::from(place),
            status: i64::from(Status::Valid.bits()),
            status_at: None,
            issued_at: now,
            ends_at: Moment(claims.exp.saturating_mul(SECOND)),
            replaced_at: None,
            returned_at: None,
            given_up: false,
        };
        key_file::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
        let details = serde_json::json!({ "serial": row.serial, "activation": seat });
        cx.audit(tx, events::KEY_FILE_ISSUED.about(license.id).with(details)).await?;
        Ok(row)
    }
}

/// Another file takes its place; its device has the grace to take that one.
async fn replace(cx: &Cx, tx: &Tx, before: &key_file::Model) -> Result<(), Fault> {
    use key_file::{Column, Entity};
    statuses::set(cx, Status::Grace).filter(Column::Id.eq(before.id)).exec(&**tx).await?;
    Entity::update_many()
        .col_expr(Column::ReplacedAt, Expr::value(cx.now()))
        .filter(Column::Id.eq(before.id))
        .exec(&**tx)
        .await?;
    Ok(())
}

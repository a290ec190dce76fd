//! A key file is made for a license, or the one that there is is found (LIC-11, LIC-12).
//!
//! The rule: a set of files, one for each group of the product's applications, is for one device and takes one seat, as an activation does,
//! and under the same conditions. Asked for again they are the same files, with the same serial numbers and bytes; only when what was sold
//! changed, applications are in other groups, the issuing key was taken back, or the device is another one by now, new files take their
//! place, and each names the one before.
//!
//! How it holds: the license's row is locked, then judged again; seat, serial numbers, places in the status list, the files' rows
//! and the audit line are one transaction.

use super::KeyFiles;
use super::binding::{self, fits};
use super::new_set::NewSet;
use super::places::next_serials;
use super::target::KeyFileFor;
use crate::actions::accept_agreement::accept_in_product;
use crate::actions::activate::codes::{free_of_parents, taken_over};
use crate::actions::activate::{Activate, claim};
use crate::actions::activate_trial::begin_trial;
use crate::actions::claim::Taken;
use crate::actions::over_use::RefusedDevices;
use crate::actions::transfers::{Recount, lock, recount};
use crate::actions::{license_slots, limits};
use crate::model::decision::{AgreementIs, Facts, IN_FORCE, ITS_OWN, SeatFacts};
use crate::model::device_mark::Marks;
use crate::model::device_seat::{DeviceSeat, Known, Returning};
use crate::model::entitlement::Entitlement;
use crate::model::key_file::{open_claims, says_the_same, terms};
use crate::model::key_file_set::{divides_the_same, file_of, group_of, groups, in_order};
use crate::model::license::BlockReason;
use crate::model::rule::Rule;
use crate::model::seat_refusal::{Blocked, SeatRefusal};
use crate::queries::{decision, entitlement, key_files, seat_holder};
use crate::tables::{key_file, license};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_formats::{DeviceFingerprint, Serial};
use sea_orm::entity::prelude::*;

/// A set of the register.
#[derive(Clone, Debug)]
pub struct IssuedKeyFile {
    /// Its first file: that of the default group.
    pub row: key_file::Model,
    /// Those of the other groups, by name.
    pub others: Vec<key_file::Model>,
    /// The group of the application that asks, where it said which it is.
    pub asked: Option<String>,
    /// Its license as it is now.
    pub license: license::Model,
    /// False: it was there.
    pub is_new: bool,
}

impl IssuedKeyFile {
    /// All its files, the first one first.
    pub fn files(&self) -> Vec<key_file::Model> {
        std::iter::once(&self.row).chain(&self.others).cloned().collect()
    }

    /// The file for the application that asks; that of the default group where nobody said which it is.
    pub fn file(&self) -> &key_file::Model {
        let asked = self.asked.as_deref().and_then(|group| file_of(&self.others, group));
        asked.unwrap_or(&self.row)
    }
}

/// What stands before files are made; the files of the seat begin with that of the default group.
struct Found {
    seat: Option<Uuid>,
    files: Vec<key_file::Model>,
    returning: Option<Returning>,
}

/// Makes the set, or finds it. `agreement`: the version that was accepted where it is asked for.
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
    let groups = groups(key_files::applications(cx, entitlement.license.product_id).await?);
    let asked = match target {
        KeyFileFor::AnyDevice { .. } => None,
        KeyFileFor::Device(device) => group_of(&groups, device.said.application.as_deref()),
    };
    if let KeyFileFor::Device(device) = target {
        free_of_parents(cx, &entitlement.license, &device.fingerprint).await?;
    }
    let _slot = license_slots::acquire(cx, id).await?;
    let tx = cx.begin().await?;
    lock(&tx, id).await?;
    let entitlement = reread(cx, &tx, &entitlement).await?;
    let key = subject::key(cx, &*tx, entitlement.license.purchase_id).await?;
    let found = find(cx, &tx, &entitlement, target).await?;
    let before = found.files.iter().map(|row| open_claims(&key, row)).collect::<Result<Vec<_>, _>>()?;
    if let (Some((row, others)), Some(_)) = (found.files.split_first(), found.seat)
        && let Some(sold) = terms(&entitlement, &named)
        && before.iter().all(|claims| says_the_same(claims, &sold, cx.now()) && fits(claims, target))
        && divides_the_same(&found.files, &groups)
        && entitlement.code.is_none_or(|code| code.number == 1 || row.issued_at >= code.made_at)
        && !vendor.is_revoked(&row.kid)
    {
        tx.rollback().await?;
        let (row, others) = (row.clone(), others.to_vec());
        return Ok(IssuedKeyFile { row, others, asked, license: entitlement.license, is_new: false });
    }
    let serials = next_serials(cx, &tx, groups.len()).await?;
    let seat = match found.seat {
        Some(seat) => seat,
        None => {
            let device = DeviceSeat::Needed { replaces: None, returning: found.returning };
            let seat = Some(limits::coming_back(cx, id, SeatFacts::of(&entitlement, &device))?);
            let facts = Facts { seat, ..Facts::at(cx.now(), &cx.zone).of(&entitlement) };
            facts.check([Rule::Limited, Rule::Returns]).or_refuse()?;
            take_seat(cx, &tx, &entitlement, target, serials.first().copied(), (found.returning, limited)).await?
        }
    };
    // The first seat has begun the term.
    let entitlement = reread(cx, &tx, &entitlement).await?;
    let new = NewSet { cx, tx: &tx, key: &key, entitlement: &entitlement, named: &named, groups: &groups };
    let (row, others) = new.store(&serials, seat, target, &found.files).await?;
    tx.commit().await?;
    Ok(IssuedKeyFile { row, others, asked, license: entitlement.license, is_new: true })
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

/// The seat and the files that this device has.
async fn find(cx: &Cx, tx: &Tx, entitlement: &Entitlement, target: &KeyFileFor) -> Outcome<Found, SeatRefusal> {
    use key_file::{Column, Entity};
    let license = &entitlement.license;
    let live = Entity::find().filter(Column::LicenseId.eq(license.id)).filter(Column::ReplacedAt.is_null());
    match target {
        KeyFileFor::AnyDevice { copy } => {
            let files = in_order(live.filter(Column::Copy.eq(*copy)).all(&**tx).await?);
            let seat = files.first().filter(|file| file.returned_at.is_none()).map(|file| file.activation_id);
            Ok(Found { seat, files, returning: None })
        }
        KeyFileFor::Device(device) => {
            let marks = Marks::new(&cx.app.keys, license.id, &device.fingerprint);
            let known = match license.seats_used + license.transfers {
                0 => Known::No,
                _ => seat_holder::of_device(&**tx, license, &marks).await?,
            };
            match known {
                Known::Holds(seat) => {
                    let files = live.filter(Column::ActivationId.eq(seat.activation));
                    let files = in_order(files.all(&**tx).await?);
                    Ok(Found { seat: Some(seat.activation), files, returning: None })
                }
                // Somebody else's seat: which of both is meant, only the person knows.
                Known::Replaces { .. } => Err(refuse(SeatRefusal::OtherDevice)),
                known => {
                    let DeviceSeat::Needed { returning, .. } = DeviceSeat::of(known, cx.now()) else {
                        return Err(Fault::new("a device without a seat holds one").into());
                    };
                    Ok(Found { seat: None, files: Vec::new(), returning })
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
    serial: Option<Serial>,
    (returning, limited): (Option<Returning>, Option<Moment>),
) -> Outcome<Uuid, SeatRefusal> {
    let (said, fingerprint) = match target {
        // Nobody knows the device yet: the seat stands under the file's name, and no device has these parts.
        KeyFileFor::AnyDevice { .. } => {
            let unknown = DeviceFingerprint::new(vec![cx.app.random.token()]).map_err(Fault::from)?;
            (Activate { device_name: serial.map(Serial::file_name), ..Activate::default() }, unknown)
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

//! Whether a device is activated (LIC-10): a pure decision over what is known, rule by rule.
//!
//! Activating asks the rules in their order, as soon as what each needs is known, and stops at the first that says no
//! ([`Facts::check`]). Explaining asks the same ones of the same facts ([`Facts::explain`]), so it cannot say anything else. To add
//! a rule: its line in [`Rule`], its arm in [`Facts::test`], its place in a list below; [`SeatRefusal::rule`] wants its refusal.

use super::block_course::is_limited;
use super::device_seat::DeviceSeat;
use super::entitlement::Entitlement;
use super::license::{BlockReason, is_activation_missed, is_blocked};
use super::measured::Measured;
use super::rule::Rule;
use super::seat_refusal::{Blocked, Mistyped, SeatRefusal};
use super::trace::Trace;
use gatehouse_core::{Moment, Uuid};
use gatehouse_formats::{ActivationCode, CodeError, DeviceFingerprint, FingerprintError};
use gatehouse_guard::limit::TooOften;
use jiff::tz::TimeZone;

/// How far a device's clock may be off, in seconds.
pub(super) const CLOCK_TOLERANCE: i64 = 24 * 3600;

/// Of the request alone; nothing is counted before they pass.
pub const FORM: [Rule; 4] = [Rule::Request, Rule::Code, Rule::Device, Rule::Clock];
/// Whether the network may ask.
pub const RATES: [Rule; 2] = [Rule::Guesses, Rule::Rate];
/// Of the license, as it stands for this product.
pub const ASKED: [Rule; 3] = [Rule::Product, Rule::Application, Rule::Region];
/// Whether the license may be used at all: for activating, renewing and adding alike.
pub const IN_FORCE: [Rule; 5] = [Rule::Replaced, Rule::Blocked, Rule::Verified, Rule::Term, Rule::ActivateBy];
/// Whether the right is this license's: for further devices and accounts. Devices of a merged license go on without being asked this.
pub const ITS_OWN: [Rule; 2] = [Rule::Merged, Rule::Reserve];
/// Of the seat.
pub const SEAT: [Rule; 4] = [Rule::Limited, Rule::Seat, Rule::Transfers, Rule::Returns];

/// All rules of an activation, in the order in which they are asked.
pub fn of_product() -> impl Iterator<Item = Rule> {
    FORM.into_iter()
        .chain(RATES)
        .chain([Rule::Known])
        .chain(ASKED)
        .chain(of_license().filter(|rule| *rule != Rule::Region))
}

/// Those that need no product that asks: what stands against one more device of a license.
pub fn of_license() -> impl Iterator<Item = Rule> {
    let of_code = [Rule::KeyFileOnly, Rule::Agreement, Rule::Trial];
    [Rule::Region].into_iter().chain(ITS_OWN).chain(IN_FORCE).chain(of_code).chain(SEAT)
}

/// What a product sent, read.
#[derive(Clone, Debug)]
pub struct Request {
    /// The first member that cannot be stored.
    pub wrong_member: Option<&'static str>,
    /// The code.
    pub code: Result<ActivationCode, CodeError>,
    /// The device.
    pub device: Result<DeviceFingerprint, FingerprintError>,
    /// The device's clock, unix seconds.
    pub time: Option<i64>,
    /// The product that asks.
    pub product: String,
    /// Its application.
    pub application: Option<String>,
}

/// Where a device is, as far as anybody knows.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// Countries: the one that the device told, else those of the accounts that have the license, else its buyer's.
    pub countries: Vec<String>,
    /// Whether the device told it.
    pub is_told: bool,
}

/// How a license stands to the agreement of its product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgreementIs {
    /// Nothing has to be accepted (any more).
    Settled,
    /// The person accepts this version with this very activation.
    Named(Uuid),
    /// This version has to be accepted first.
    Due {
        /// The version.
        version: Uuid,
        /// Where a person can read it.
        page: String,
    },
}

/// How a device stands to the seats of a license.
#[derive(Clone, Copy, Debug)]
pub struct SeatFacts {
    /// Seats of the license.
    pub seats: i64,
    /// Those that are taken.
    pub used: i64,
    /// Freed ones that count.
    pub counting: i64,
    /// How many may count at once.
    pub allowance: i64,
    /// The device holds one.
    pub holds: bool,
    /// The device takes that of another one.
    pub replaces: bool,
    /// The device comes back to one that counts.
    pub returns: bool,
    /// When the next place comes free, where too many count.
    pub until: Option<Moment>,
    /// It came back too often.
    pub too_often: Option<TooOften>,
}

impl SeatFacts {
    /// By the license's row.
    pub fn of(entitlement: &Entitlement, device: &DeviceSeat) -> Self {
        let license = &entitlement.license;
        let (holds, replaces, returns) = match device {
            DeviceSeat::Held(_) => (true, false, false),
            DeviceSeat::Needed { replaces, returning } => (false, replaces.is_some(), returning.is_some()),
        };
        Self {
            seats: license.seats,
            used: license.seats_used,
            counting: license.transfers,
            allowance: entitlement.allowance(),
            holds,
            replaces,
            returns,
            until: None,
            too_often: None,
        }
    }

    /// How many devices would be too many with this one; none for a device that is no further one.
    pub const fn over(&self) -> i64 {
        if self.holds || self.returns { 0 } else { self.used + self.counting + 1 - self.seats - self.allowance }
    }
}

/// What is known. What is not known stands against nothing.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// The moment.
    pub now: Moment,
    /// For writing days.
    pub zone: &'a TimeZone,
    /// What a product sent; none on the pages of a license.
    pub request: Option<&'a Request>,
    /// The network tried too many wrong codes.
    pub guesses: Option<TooOften>,
    /// The network asked too often.
    pub rate: Option<TooOften>,
    /// No license has the code.
    pub is_unknown: bool,
    /// The license.
    pub license: Option<&'a Entitlement>,
    /// Where the device is.
    pub place: Place,
    /// The agreement.
    pub agreement: AgreementIs,
    /// The device had another trial of the product.
    pub had_trial: bool,
    /// The seats.
    pub seat: Option<SeatFacts>,
}

impl<'a> Facts<'a> {
    /// Nothing but the moment.
    pub const fn at(now: Moment, zone: &'a TimeZone) -> Self {
        Self {
            now,
            zone,
            request: None,
            guesses: None,
            rate: None,
            is_unknown: false,
            license: None,
            place: Place { countries: Vec::new(), is_told: false },
            agreement: AgreementIs::Settled,
            had_trial: false,
            seat: None,
        }
    }

    /// With the license.
    #[must_use]
    pub const fn of(mut self, license: &'a Entitlement) -> Self {
        self.license = Some(license);
        self
    }

    /// Asks rules one after another; the first that says no ends it.
    pub fn check(&self, rules: impl IntoIterator<Item = Rule>) -> Result<(), SeatRefusal> {
        rules.into_iter().try_for_each(|rule| self.test(rule))
    }

    /// Asks rules one after another and tells of each; see [`Trace`].
    pub fn explain(&self, rules: impl IntoIterator<Item = Rule>, goes_on: bool) -> Trace<SeatRefusal> {
        Trace::of(rules, goes_on, |rule| (Measured::of(rule, self), self.test(rule)))
    }

    /// What one rule says.
    pub fn test(&self, rule: Rule) -> Result<(), SeatRefusal> {
        match rule {
            Rule::Request | Rule::Code | Rule::Device | Rule::Clock => self.test_form(rule),
            Rule::Guesses => says_no(self.guesses.map(SeatRefusal::TooOften)),
            Rule::Rate => says_no(self.rate.map(SeatRefusal::TooOften)),
            Rule::Known => says_no(self.is_unknown.then_some(SeatRefusal::UnknownCode)),
            Rule::Agreement => match &self.agreement {
                AgreementIs::Due { page, .. } => Err(SeatRefusal::AgreementRequired { page: page.clone() }),
                AgreementIs::Settled | AgreementIs::Named(_) => Ok(()),
            },
            Rule::Trial => says_no(self.had_trial.then_some(SeatRefusal::TrialOnDevice)),
            Rule::Limited | Rule::Seat | Rule::Transfers | Rule::Returns => self.test_seat(rule),
            Rule::Product
            | Rule::Application
            | Rule::Region
            | Rule::Merged
            | Rule::Reserve
            | Rule::KeyFileOnly
            | Rule::Replaced
            | Rule::Blocked
            | Rule::Verified
            | Rule::Term
            | Rule::ActivateBy => self.license.map_or(Ok(()), |license| self.test_license(rule, license)),
            // Of accounts: see `adding`.
            Rule::Here | Rule::Accounts => Ok(()),
        }
    }

    fn test_form(&self, rule: Rule) -> Result<(), SeatRefusal> {
        let Some(request) = self.request else { return Ok(()) };
        says_no(match rule {
            Rule::Request => request.wrong_member.map(SeatRefusal::Member),
            Rule::Code => request.code.as_ref().err().map(|error| SeatRefusal::Mistyped(Mistyped(*error))),
            Rule::Device => request.device.as_ref().err().map(|error| SeatRefusal::Fingerprint(*error)),
            Rule::Clock => check_clock(self.now, request.time).err(),
            _ => None,
        })
    }

    fn test_license(&self, rule: Rule, entitlement: &Entitlement) -> Result<(), SeatRefusal> {
        let (license, catalog, now) = (&entitlement.license, &entitlement.catalog, self.now);
        let zone = || self.zone.clone();
        says_no(match rule {
            Rule::Product => {
                let is_other = |request: &&Request| request.product != catalog.product_code;
                let product = || catalog.product_name.clone();
                self.request.filter(is_other).map(|_| SeatRefusal::WrongProduct { product: product() })
            }
            Rule::Application => {
                let listed = |asked: &String| catalog.applications.is_empty() || catalog.applications.contains(asked);
                let asked = self.request.and_then(|request| request.application.as_ref());
                asked.filter(|asked| !listed(asked)).map(|_| SeatRefusal::UnknownApplication)
            }
            Rule::Region => (!entitlement.serves(&self.place.countries)).then_some(SeatRefusal::WrongRegion),
            Rule::Merged => license.superseded_at.is_some().then_some(SeatRefusal::Merged),
            Rule::Reserve => license.reserve_for.is_some().then_some(SeatRefusal::InReserve),
            Rule::KeyFileOnly => {
                entitlement.code.is_some_and(|code| code.key_file_only).then_some(SeatRefusal::KeyFileOnly)
            }
            Rule::Replaced => {
                let is_over = entitlement.code.and_then(|code| code.replaced_at).is_some_and(|at| at <= now);
                // Of a merge that was undone.
                let is_undone = license.superseded_at.is_some() && license.merged_into.is_none();
                (is_over || is_undone).then_some(Blocked(Some(BlockReason::Replaced)).into())
            }
            Rule::Blocked => is_blocked(license, now).then_some(Blocked(license.block_reason).into()),
            Rule::Verified => license.awaiting_verification.then_some(SeatRefusal::AwaitingVerification),
            Rule::Term => {
                let end = license.ends_at.or(license.fixed_until).filter(|end| *end <= now);
                end.map(|at| SeatRefusal::Expired { at, zone: zone() })
            }
            Rule::ActivateBy => {
                let by = license.activate_by.filter(|_| is_activation_missed(license, now));
                by.map(|at| SeatRefusal::ActivateByPassed { at, zone: zone() })
            }
            _ => None,
        })
    }

    fn test_seat(&self, rule: Rule) -> Result<(), SeatRefusal> {
        let Some(seat) = &self.seat else { return Ok(()) };
        says_no(match rule {
            Rule::Limited => {
                let license = self.license.map(|entitlement| &entitlement.license).filter(|_| !seat.holds);
                let limited = license.filter(|license| is_limited(license, self.now));
                limited.map(|license| Blocked(license.block_reason).into())
            }
            Rule::Seat => {
                let is_full = !seat.holds && !seat.replaces && seat.used >= seat.seats;
                is_full.then_some(SeatRefusal::NoSeatFree { seats: seat.seats })
            }
            Rule::Transfers => {
                let until = seat.until.unwrap_or(self.now);
                (seat.over() > 0).then(|| SeatRefusal::TransferLimit { until, zone: self.zone.clone() })
            }
            Rule::Returns => seat.too_often.filter(|_| seat.returns).map(SeatRefusal::TooOften),
            _ => None,
        })
    }
}

/// Refuses a device whose clock, where it tells it, is more than 24 hours off.
pub fn check_clock(now: Moment, time: Option<i64>) -> Result<(), SeatRefusal> {
    let off = |time: &i64| time.saturating_sub(now.seconds()).saturating_abs() > CLOCK_TOLERANCE;
    says_no(time.filter(off).map(|_| SeatRefusal::ClockWrong))
}

pub(super) fn says_no<R>(refusal: Option<R>) -> Result<(), R> {
    refusal.map_or(Ok(()), Err)
}

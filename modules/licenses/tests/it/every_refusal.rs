//! One of each refusal of a seat (LIC-10).

use gatehouse_core::Moment;
use gatehouse_formats::{CodeError, FingerprintError};
use gatehouse_guard::TooOften;
use gatehouse_licenses::model::seat_refusal::{Blocked, Mistyped, SeatRefusal};
use std::collections::BTreeSet;

/// One of each refusal. The match has no wildcard: a new one does not compile before it stands in both.
pub fn one_of_each() -> Vec<SeatRefusal> {
    let zone = jiff::tz::TimeZone::UTC;
    let all = vec![
        SeatRefusal::Mistyped(Mistyped(CodeError::Empty)),
        SeatRefusal::UnknownCode,
        SeatRefusal::Expired { at: Moment(0), zone: zone.clone() },
        SeatRefusal::Blocked(Blocked(None)),
        SeatRefusal::NoSeatFree { seats: 1 },
        SeatRefusal::TransferLimit { until: Moment(0), zone: zone.clone() },
        SeatRefusal::WrongProduct { product: String::new() },
        SeatRefusal::UnknownApplication,
        SeatRefusal::WrongRegion,
        SeatRefusal::ActivateByPassed { at: Moment(0), zone },
        SeatRefusal::AwaitingVerification,
        SeatRefusal::AgreementRequired { page: String::new() },
        SeatRefusal::ClockWrong,
        SeatRefusal::Fingerprint(FingerprintError::Empty),
        SeatRefusal::Member("region"),
        SeatRefusal::UnknownActivation,
        SeatRefusal::Deactivated,
        SeatRefusal::OtherDevice,
        SeatRefusal::TooOften(TooOften { after: 1 }),
        SeatRefusal::KeyFileOnly,
        SeatRefusal::Merged,
        SeatRefusal::InReserve,
        SeatRefusal::TrialOnDevice,
        SeatRefusal::TrialOfOneDevice,
    ];
    let places: BTreeSet<u8> = all
        .iter()
        .map(|refusal| match refusal {
            SeatRefusal::Mistyped(_) => 0,
            SeatRefusal::UnknownCode => 1,
            SeatRefusal::Expired { .. } => 2,
            SeatRefusal::Blocked(_) => 3,
            SeatRefusal::NoSeatFree { .. } => 4,
            SeatRefusal::TransferLimit { .. } => 5,
            SeatRefusal::WrongProduct { .. } => 6,
            SeatRefusal::UnknownApplication => 7,
            SeatRefusal::WrongRegion => 8,
            SeatRefusal::ActivateByPassed { .. } => 9,
            SeatRefusal::AwaitingVerification => 10,
            SeatRefusal::AgreementRequired { .. } => 11,
            SeatRefusal::ClockWrong => 12,
            SeatRefusal::Fingerprint(_) => 13,
            SeatRefusal::Member(_) => 14,
            SeatRefusal::UnknownActivation => 15,
            SeatRefusal::Deactivated => 16,
            SeatRefusal::OtherDevice => 17,
            SeatRefusal::TooOften(_) => 18,
            SeatRefusal::KeyFileOnly => 19,
            SeatRefusal::Merged => 20,
            SeatRefusal::InReserve => 21,
            SeatRefusal::TrialOnDevice => 22,
            SeatRefusal::TrialOfOneDevice => 23,
        })
        .collect();
    assert_eq!(places.len(), 24, "each is here");
    all
}

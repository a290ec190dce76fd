//! What a key file says of a license, and what its status is (LIC-11, LIC-20).

use super::block_course::is_limited;
use super::entitlement::Entitlement;
use super::license::{BlockReason, Kind, is_blocked, status};
use crate::tables::{key_file, license};
use gatehouse_catalog::tables::application;
use gatehouse_core::{DAY, Fault, Lang, Moment, SECOND};
use gatehouse_formats::compatibility::{Application, MAX_APPLICATIONS};
use gatehouse_formats::{Binding, KeyClaims, KeyKind, KeyTerms, Serial, StatusClaim, StatusReference, shown};
use gatehouse_seal::SubjectKey;

/// For how many days a product goes on after the term, and after its status became "in grace".
pub const GRACE_DAYS: u16 = 7;
/// How long a file of a license without end works; then it is made anew.
pub const LONGEST: i64 = 3 * 366 * DAY;
/// A file of a license without end is made anew when it is asked for so long before its end.
pub const ANEW: i64 = 90 * DAY;
/// The longest that the archive's link works.
pub const LINK: i64 = DAY;
/// Most files for any device that a license has, whatever its seats.
pub const MOST_COPIES: i64 = 1_000;

/// The place of the sealed claims.
pub(crate) const CLAIMS: &str = "key_file.claims_sealed";
/// That of the compatibility list.
pub(crate) const LIST: &str = "key_file.list_sealed";

/// Who and what a file names beside the license.
#[derive(Clone, Debug, Default)]
pub(crate) struct Named {
    /// The licensee's name.
    pub holder: Option<String>,
    /// See [`gatehouse_formats::holder_hash`].
    pub holder_hash: Option<String>,
    /// The order's number.
    pub order: Option<String>,
}

/// Where a file stands: what is new with every file.
pub(crate) struct Placed {
    pub serial: Serial,
    pub prev: Option<Serial>,
    pub uri: String,
    pub place: u32,
    pub issuer: String,
    pub compat_sha256: String,
}

/// What was sold, as a file of now says it. `None`: the license was never activated.
pub(crate) fn terms(entitlement: &Entitlement, named: &Named) -> Option<KeyTerms> {
    let (license, catalog) = (&entitlement.license, &entitlement.catalog);
    Some(KeyTerms {
        kind: kind(license.kind),
        product: shown(&catalog.product_name).unwrap_or_else(|| catalog.product_code.clone()),
        edition: catalog.edition_code.clone(),
        // One file is for one device, and takes one seat.
        seats: 1,
        from: license.first_activated_at?.seconds(),
        until: license.ends_at.map(Moment::seconds),
        grace_days: GRACE_DAYS,
        entitlements: catalog.features.clone(),
        limits: std::collections::BTreeMap::new(),
        account: entitlement.account(),
        order_ref: named.order.as_deref().and_then(shown),
        holder: named.holder.as_deref().and_then(shown),
        holder_hash: named.holder_hash.clone(),
    })
}

/// The claims of a new file.
pub(crate) fn claims(
    entitlement: &Entitlement,
    lic: KeyTerms,
    cnf: Option<Binding>,
    placed: Placed,
    now: Moment,
) -> KeyClaims {
    let iat = now.seconds();
    let exp = match lic.until {
        Some(until) => until.saturating_add(i64::from(GRACE_DAYS) * (DAY / SECOND)),
        None => now.plus(LONGEST).seconds(),
    };
    KeyClaims {
        iss: placed.issuer,
        aud: entitlement.catalog.product_code.clone(),
        sub: entitlement.license.number.clone(),
        jti: placed.serial,
        iat,
        nbf: iat,
        exp,
        lic,
        cnf,
        prev: placed.prev,
        reserve: false,
        compat_sha256: Some(placed.compat_sha256),
        status: Some(StatusClaim { status_list: StatusReference { idx: placed.place, uri: placed.uri } }),
    }
}

/// Whether a file still says what was sold. Names are no terms: a file is not made anew because somebody married.
pub(crate) fn says_the_same(file: &KeyClaims, lic: &KeyTerms, now: Moment) -> bool {
    let named = KeyTerms {
        product: file.lic.product.clone(),
        order_ref: file.lic.order_ref.clone(),
        holder: file.lic.holder.clone(),
        holder_hash: file.lic.holder_hash.clone(),
        ..lic.clone()
    };
    file.lic == named && (lic.until.is_some() || file.exp > now.plus(ANEW).seconds())
}

const fn kind(kind: Kind) -> KeyKind {
    match kind {
        Kind::Commercial => KeyKind::Commercial,
        Kind::Trial => KeyKind::Trial,
        Kind::Subscription => KeyKind::Subscription,
        Kind::NotForResale => KeyKind::NotForResale,
    }
}

/// The applications of a compatibility list: names of the catalog, in one language, because the list has one.
pub(crate) fn applications(rows: &[application::Model]) -> Vec<Application> {
    let of_row = |row: &application::Model| {
        Some(Application {
            name: shown(&row.name)?,
            platform: row.platform.name(Lang::En),
            versions: None,
            link: shown(&row.download_url).filter(|link| *link == row.download_url),
        })
    };
    rows.iter().filter_map(of_row).take(MAX_APPLICATIONS).collect()
}

/// What a status list says of a license's files. A block that can be taken back suspends, or gives the grace that the file names, so
/// that a person can pay, as does a license that is limited before its block. A code in strangers' hands, and one that another took the
/// place of, is over.
pub fn status_of(license: &license::Model, now: Moment) -> gatehouse_formats::Status {
    use super::license::Status as Of;
    use gatehouse_formats::Status;
    match (status(license, now), license.block_reason) {
        (Of::Active | Of::Expired, _) if is_limited(license, now) => Status::Grace,
        (Of::Blocked, Some(BlockReason::PaymentDispute)) => Status::Grace,
        (Of::Blocked, Some(BlockReason::OverUse)) | (Of::AwaitingVerification, _) => Status::Suspended,
        (Of::Blocked, _) => Status::Revoked,
        // What another license took over goes on for its transition, which ends in a block.
        (Of::Superseded, _) if license.merged_into.is_none() || is_blocked(license, now) => Status::Revoked,
        // An ended file ends by itself.
        (Of::Active | Of::NotActivated | Of::Expired | Of::Superseded, _) => Status::Valid,
    }
}

/// That of files which others replaced: their device has the grace to take the new one.
pub(crate) fn status_of_replaced(of_license: gatehouse_formats::Status) -> gatehouse_formats::Status {
    match of_license {
        gatehouse_formats::Status::Valid => gatehouse_formats::Status::Grace,
        other => other,
    }
}

/// Opens the claims of a row.
pub(crate) fn open_claims(key: &SubjectKey, row: &key_file::Model) -> Result<KeyClaims, Fault> {
    Ok(serde_json::from_slice(&key.open(CLAIMS, row.id, &row.claims_sealed)?)?)
}

/// Opens its compatibility list.
pub(crate) fn open_list(key: &SubjectKey, row: &key_file::Model) -> Result<String, Fault> {
    key.open_text(LIST, row.id, &row.list_sealed)
}

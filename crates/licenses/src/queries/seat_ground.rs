//! What a seat is judged by: a license with its product and edition, in one row.

use crate::leases::LeaseFacts;
use crate::model::license::{BlockReason, Status, status};
use crate::model::seat_refusal::SeatRefusal;
use crate::model::transfer;
use crate::tables::license;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Cx;
use gatehouse_formats::DeviceFingerprint;
use gatehouse_formats::lease::MAX_FEATURES;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, QueryResult, Statement, Value};

/// The row.
#[derive(Clone, Debug)]
pub struct SeatGround {
    /// The license.
    pub license: license::Model,
    /// Another code took this one's place; only known when it was found by its code.
    pub replaced_at: Option<i64>,
    /// The product's code.
    pub product_code: String,
    /// The product's name.
    pub product_name: String,
    /// Where it is sold: ISO 3166 codes as a JSON array; empty: everywhere.
    pub regions: String,
    /// How long a lease runs, in days.
    pub lease_days: i64,
    /// How many freed seats may count at once, where the product says it.
    pub transfer_allowance: Option<i64>,
    /// When the product's newest revocation list was signed.
    pub listed_at: Option<i64>,
    /// Whether an account has the license.
    pub is_held: bool,
    /// The edition's code.
    pub edition_code: String,
    /// The edition's features, in the catalog's order; at most 64.
    pub features: Vec<String>,
    /// The product's applications; none: the product is one application.
    pub applications: Vec<String>,
}

impl FromQueryResult for SeatGround {
    fn from_query_result(row: &QueryResult, _prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            license: license::Model::from_query_result(row, "")?,
            replaced_at: row.try_get("", "replaced_at")?,
            product_code: row.try_get("", "product_code")?,
            product_name: row.try_get("", "product_name")?,
            regions: row.try_get("", "regions")?,
            lease_days: row.try_get("", "lease_days")?,
            transfer_allowance: row.try_get("", "transfer_allowance")?,
            listed_at: row.try_get("", "listed_at")?,
            is_held: row.try_get("", "is_held")?,
            edition_code: row.try_get("", "edition_code")?,
            features: words(row.try_get::<Option<String>>("", "features")?.as_deref()),
            applications: words(row.try_get::<Option<String>>("", "applications")?.as_deref()),
        })
    }
}

/// Codes of the catalog hold no comma.
fn words(list: Option<&str>) -> Vec<String> {
    list.iter().flat_map(|list| list.split(',')).take(MAX_FEATURES).map(str::to_owned).collect()
}

/// One row with its lists: what products wait for is one statement, not four.
const COLUMNS: &str = "l.*, p.code as product_code, p.name as product_name, p.regions, p.lease_days, \
     p.transfer_allowance, e.code as edition_code, \
     (select r.made_at from revocation_list r where r.product_id = l.product_id) as listed_at, \
     exists (select 1 from license_holder h where h.license_id = l.id) as is_held, \
     (select string_agg(f.code, ',' order by f.position, f.code) from edition_feature ef \
        join feature f on f.id = ef.feature_id where ef.edition_id = l.edition_id) as features, \
     (select string_agg(a.code, ',') from application a where a.product_id = l.product_id) as applications";

async fn one<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    text: String,
    values: Vec<Value>,
) -> Result<Option<SeatGround>, Fault> {
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
    Ok(SeatGround::find_by_statement(statement).one(conn).await?)
}

impl SeatGround {
    /// By what a code can lie under: one keyed hash for each pepper that is known.
    pub async fn by_code<C: ConnectionTrait>(cx: &Cx, conn: &C, lookups: &[Vec<u8>]) -> Result<Option<Self>, Fault> {
        let places: Vec<String> = (1..=lookups.len()).map(|place| format!("${place}")).collect();
        let places = places.join(", ");
        let text = format!(
            "select {COLUMNS}, c.replaced_at from license_code c join license l on l.id = c.license_id \
             join product p on p.id = l.product_id join edition e on e.id = l.edition_id where c.lookup in ({places})"
        );
        one(cx, conn, text, lookups.iter().map(|lookup| lookup.clone().into()).collect()).await
    }

    /// By the license's id.
    pub async fn by_license<C: ConnectionTrait>(cx: &Cx, conn: &C, license: Uuid) -> Result<Option<Self>, Fault> {
        let text = format!(
            "select {COLUMNS}, cast(null as bigint) as replaced_at from license l \
             join product p on p.id = l.product_id join edition e on e.id = l.edition_id where l.id = $1"
        );
        one(cx, conn, text, vec![license.into()]).await
    }

    /// Whether the license may be used now, seats aside.
    pub fn judge(&self, cx: &Cx) -> Result<(), SeatRefusal> {
        let (license, now) = (&self.license, cx.now());
        if self.replaced_at.is_some_and(|at| at <= now.0) {
            return Err(SeatRefusal::Blocked { reason: Some(BlockReason::Replaced) });
        }
        let zone = || cx.zone.clone();
        match (status(license, now), license.ends_at.or(license.fixed_until)) {
            (Status::Blocked, _) => {
                let reason = license.block_reason.as_deref().and_then(BlockReason::from_word);
                Err(SeatRefusal::Blocked { reason })
            }
            (Status::AwaitingVerification, _) => Err(SeatRefusal::AwaitingVerification),
            (_, Some(end)) if end <= now.0 => Err(SeatRefusal::Expired { at: Moment(end), zone: zone() }),
            (Status::Expired, _) => {
                let at = Moment(license.activate_by.unwrap_or(now.0));
                Err(SeatRefusal::ActivateByPassed { at, zone: zone() })
            }
            (Status::Active | Status::NotActivated, _) => Ok(()),
        }
    }

    /// The countries in which the product may be used (ISO 3166); none: everywhere.
    pub fn regions(&self) -> Vec<String> {
        // A list that cannot be read closes no door: the catalog checks it when it is stored.
        serde_json::from_str(&self.regions).unwrap_or_default()
    }

    /// How many freed seats may count against the transfer limit at once.
    pub fn allowance(&self) -> i64 {
        transfer::allowance(self.transfer_allowance, self.license.seats)
    }

    /// The ground of the next lease of this activation. `as_of` is from before the row was read.
    pub fn facts(
        &self,
        activation: Uuid,
        ends_at: Option<i64>,
        fingerprint: DeviceFingerprint,
        as_of: Moment,
    ) -> LeaseFacts {
        LeaseFacts {
            activation,
            license: self.license.id,
            as_of,
            lease_days: u16::try_from(self.lease_days.clamp(1, 90)).unwrap_or(1),
            until: ends_at.map(|at| Moment(at).seconds()),
            block_from: self.license.block_from.map(|at| Moment(at).seconds()),
            seats: u32::try_from(self.license.seats).unwrap_or(u32::MAX),
            product: self.product_code.clone(),
            number: self.license.number.clone(),
            edition: self.edition_code.clone(),
            features: self.features.clone(),
            fingerprint,
        }
    }
}

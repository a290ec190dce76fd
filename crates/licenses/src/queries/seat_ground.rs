//! What a seat is judged by: a license, and what the catalog says of its edition.

use crate::catalog_memory::{CatalogMemory, EditionFacts};
use crate::leases::LeaseFacts;
use crate::model::license::{BlockReason, Status, status};
use crate::model::seat_refusal::SeatRefusal;
use crate::model::transfer;
use crate::tables::license;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Cx;
use gatehouse_formats::DeviceFingerprint;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, QueryResult, Statement, Value};
use std::sync::Arc;

/// The ground.
#[derive(Clone, Debug)]
pub struct SeatGround {
    /// The license.
    pub license: license::Model,
    /// Another code took this one's place; only known when it was found by its code.
    pub replaced_at: Option<i64>,
    /// When the product's newest revocation list was signed.
    pub listed_at: Option<i64>,
    /// Whether an account has the license.
    pub is_held: bool,
    /// What the catalog says; see [`crate::catalog_memory`].
    pub catalog: Arc<EditionFacts>,
}

/// What is read with every request.
struct Row {
    license: license::Model,
    replaced_at: Option<i64>,
    listed_at: Option<i64>,
    is_held: bool,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, _prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            license: license::Model::from_query_result(row, "")?,
            replaced_at: row.try_get("", "replaced_at")?,
            listed_at: row.try_get("", "listed_at")?,
            is_held: row.try_get("", "is_held")?,
        })
    }
}

/// When the newest list was signed is not remembered: no lease may be dated before it, whichever node signed it.
const COLUMNS: &str = "l.*, \
     (select r.made_at from revocation_list r where r.product_id = l.product_id) as listed_at, \
     exists (select 1 from license_holder h where h.license_id = l.id) as is_held";

async fn one<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    text: String,
    values: Vec<Value>,
) -> Result<Option<SeatGround>, Fault> {
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
    let Some(row) = Row::find_by_statement(statement).one(conn).await? else { return Ok(None) };
    let Row { license, replaced_at, listed_at, is_held } = row;
    let memory = cx.service::<CatalogMemory>()?;
    let catalog = memory.facts(cx, license.product_id, license.edition_id).await?;
    Ok(catalog.map(|catalog| SeatGround { license, replaced_at, listed_at, is_held, catalog }))
}

impl SeatGround {
    /// By what a code can lie under: one keyed hash for each pepper that is known.
    pub async fn by_code<C: ConnectionTrait>(cx: &Cx, conn: &C, lookups: &[Vec<u8>]) -> Result<Option<Self>, Fault> {
        let places: Vec<String> = (1..=lookups.len()).map(|place| format!("${place}")).collect();
        let places = places.join(", ");
        let text = format!(
            "select {COLUMNS}, c.replaced_at from license_code c join license l on l.id = c.license_id \
             where c.lookup in ({places})"
        );
        one(cx, conn, text, lookups.iter().map(|lookup| lookup.clone().into()).collect()).await
    }

    /// By the license's id.
    pub async fn by_license<C: ConnectionTrait>(cx: &Cx, conn: &C, license: Uuid) -> Result<Option<Self>, Fault> {
        let text = format!("select {COLUMNS}, cast(null as bigint) as replaced_at from license l where l.id = $1");
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

    /// How many freed seats may count against the transfer limit at once.
    pub fn allowance(&self) -> i64 {
        transfer::allowance(self.catalog.transfer_allowance, self.license.seats)
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
            lease_days: u16::try_from(self.catalog.lease_days.clamp(1, 90)).unwrap_or(1),
            until: ends_at.map(|at| Moment(at).seconds()),
            block_from: self.license.block_from.map(|at| Moment(at).seconds()),
            seats: u32::try_from(self.license.seats).unwrap_or(u32::MAX),
            product: self.catalog.product_code.clone(),
            number: self.license.number.clone(),
            edition: self.catalog.edition_code.clone(),
            features: self.catalog.features.clone(),
            fingerprint,
        }
    }
}

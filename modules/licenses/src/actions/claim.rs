//! A device's claim to a seat, counted and stored (LIC-10, LIC-13).
//!
//! One conditional update judges everything: it counts the seat only while one is free and the transfer limit is kept, and
//! locks the license's row against every other taker until the commit. The seat's row goes in with it, under a unique index
//! of license and device: either both are stored or neither.

mod queue;
mod together;

use crate::events;
use crate::mails::device_activated;
use crate::model::license::NO_END;
use crate::tables::activation;
use gatehouse_context::{AuditEntry, Cx};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::{Tx, Unique};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel, Statement, Value};

pub(crate) use queue::ClaimQueue;
use together::take_together;

const ONE_SEAT_PER_DEVICE: Unique =
    Unique { name: "activation_device", columns: "activation.license_id, activation.device_lookup" };

/// A claim, ready to be stored.
pub(crate) struct Claim {
    /// The seat's row.
    pub row: activation::Model,
    /// The license's end, should this be its first activation.
    pub ends_at: Option<Moment>,
    /// How many freed seats may count at once.
    pub allowance: i64,
    /// The seat that the device had a short while ago: coming back, it is no further device.
    pub returns_to: Option<Uuid>,
    /// What the person calls the device; may be empty.
    pub device: String,
    /// Whether an account has the license, so that somebody may want to be told.
    pub is_held: bool,
}

/// What became of a claim.
pub(crate) enum Taken {
    /// The seat is counted and stored.
    New {
        /// The license's end.
        ends_at: Option<Moment>,
    },
    /// Nothing was counted: no seat is free, the transfer limit is reached, or the license may not be used any more.
    NoneFree,
    /// The device's other request was faster; nothing was counted.
    HeldAlready,
}

/// What counting a seat changes at the license; the first seat starts the term. `$1` is the license, `$2` the moment, `$3` its end
/// should this be its first activation, `$4` the same for sorting, `$5` how many freed seats may count, `$6` 1 for a device that
/// returns, else 0, and `$7` the pepper of the device's mark.
const COUNT: &str = "seats_used = seats_used + 1, transfers = transfers - $6, device_pepper = $7, \
     version = version + case when first_activated_at is null then 1 else 0 end, \
     ends_at = case when first_activated_at is null then $3 else ends_at end, \
     ends_order = case when first_activated_at is null then $4 else ends_order end, \
     status = case when first_activated_at is null then 'active' else status end, \
     status_until = case when first_activated_at is not null then status_until \
     when block_from < $4 then block_from else $4 end, \
     first_activated_at = coalesce(first_activated_at, $2)";

/// When a seat is counted: one is free, the transfer limit is kept, and the license may be used at this very moment. A device that
/// returns takes its freed seat out of the count, so it changes nothing that is limited. The device's mark must be under the
/// pepper that the license names, which only a license without devices takes from it.
const MAY_COUNT: &str = "license.id = $1 and seats_used < seats and transfers >= $6 \
     and (device_pepper = $7 or (device_pepper < $7 and seats_used = 0 and transfers = 0)) \
     and ($6 = 1 or seats_used + transfers < seats + $5) \
     and not awaiting_verification and blocked_at is null and superseded_at is null and reserve_for is null \
     and (block_from is null or block_from > $2) and (ends_at is null or ends_at > $2) \
     and (first_activated_at is not null or activate_by is null or activate_by > $2)";

/// The columns of a new seat, in the order of [`Claim::seat_values`].
const SEAT: &str = "id, license_id, device_lookup, fingerprint_sealed, components, pepper_version, device_name_sealed, \
     platform, application, product_version, activated_at, last_seen_at, exchanges_until, lease_days, lease_until, \
     code_id";

enum Stored {
    Yes(Option<Moment>),
    NotCounted,
    Twice,
}

impl Claim {
    /// Counts and stores the seat in a transaction. Nothing of a claim that fails stays in it, so that the next claim can
    /// follow in the same one. Where each has its own (PostgreSQL), the transaction must be rolled back unless the answer is
    /// [`Taken::New`].
    pub(crate) async fn take(&self, cx: &Cx, tx: &Tx) -> Result<Taken, Fault> {
        let stored =
            if cx.db().has_one_writer() { self.store(cx, tx).await? } else { self.store_at_once(cx, tx).await? };
        let ends_at = match stored {
            Stored::Yes(ends_at) => ends_at,
            Stored::NotCounted => return Ok(Taken::NoneFree),
            Stored::Twice => return Ok(Taken::HeldAlready),
        };
        if let Some(before) = self.returns_to
            && !counts_no_more(tx, before).await?
        {
            if cx.db().has_one_writer() {
                activation::Entity::delete_by_id(self.row.id).exec(&**tx).await?;
                self.take_back(cx, tx).await?;
            }
            return Ok(Taken::HeldAlready);
        }
        cx.audit(tx, self.line()).await?;
        self.tell(cx, tx).await?;
        Ok(Taken::New { ends_at })
    }

    fn line(&self) -> AuditEntry {
        let details = serde_json::json!({ "activation": self.row.id });
        events::ACTIVATED.about(self.row.license_id).with(details)
    }

    async fn tell(&self, cx: &Cx, tx: &Tx) -> Result<(), Fault> {
        if self.is_held {
            device_activated::queue(cx, tx, self.row.license_id, &self.device).await?;
        }
        Ok(())
    }

    fn count_values(&self, cx: &Cx) -> Vec<Value> {
        let returning = i64::from(self.returns_to.is_some());
        vec![
            self.row.license_id.into(),
            cx.now().into(),
            self.ends_at.into(),
            self.last_of_term().into(),
            self.allowance.into(),
            returning.into(),
            self.row.pepper_version.into(),
        ]
    }

    fn last_of_term(&self) -> i64 {
        self.ends_at.map_or(NO_END, |end| end.0)
    }

    fn seat_values(&self) -> [Value; 16] {
        let row = &self.row;
        [
            row.id.into(),
            row.license_id.into(),
            row.device_lookup.clone().into(),
            row.fingerprint_sealed.clone().into(),
            row.components.clone().into(),
            row.pepper_version.into(),
            row.device_name_sealed.clone().into(),
            row.platform.clone().into(),
            row.application.clone().into(),
            row.product_version.clone().into(),
            row.activated_at.into(),
            row.last_seen_at.into(),
            row.exchanges_until.into(),
            row.lease_days.into(),
            row.lease_until.into(),
            row.code_id.into(),
        ]
    }

    /// With one statement, since each is a round trip to the server. Who waited for the license's row meets the seat of the device's
    /// other request in the unique index, which ends the transaction; an insert that was ready for it would cost every first
    /// request a second look at that index.
    async fn store_at_once(&self, cx: &Cx, tx: &Tx) -> Result<Stored, Fault> {
        let mut values = self.count_values(cx);
        let first = values.len() + 1;
        values.extend(self.seat_values());
        let places: Vec<String> = (first..=values.len()).map(|n| format!("${n}")).collect();
        let text = format!(
            "with counted as (update license set {COUNT} where {MAY_COUNT} returning ends_at) \
             insert into activation ({SEAT}) select {} from counted returning (select ends_at from counted) as ends_at",
            places.join(", ")
        );
        let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
        match tx.query_one_raw(statement).await {
            Ok(Some(stored)) => Ok(Stored::Yes(stored.try_get("", "ends_at")?)),
            Ok(None) => Ok(Stored::NotCounted),
            Err(error) if ONE_SEAT_PER_DEVICE.violated_by(&error) => Ok(Stored::Twice),
            Err(error) => Err(error.into()),
        }
    }

    /// With two statements: the embedded engine writes to one table at a time.
    async fn store(&self, cx: &Cx, tx: &Tx) -> Result<Stored, Fault> {
        let text = format!("update license set {COUNT} where {MAY_COUNT} returning ends_at");
        let statement = Statement::from_sql_and_values(cx.db().backend(), text, self.count_values(cx));
        let Some(counted) = tx.query_one_raw(statement).await? else { return Ok(Stored::NotCounted) };
        let row = self.row.clone().into_active_model();
        if let Err(error) = activation::Entity::insert(row).exec_without_returning(&**tx).await {
            if !ONE_SEAT_PER_DEVICE.violated_by(&error) {
                return Err(error.into());
            }
            self.take_back(cx, tx).await?;
            return Ok(Stored::Twice);
        }
        Ok(Stored::Yes(counted.try_get_by_index(0)?))
    }

    /// The device holds a seat, so the term had begun before: only the counts were changed.
    async fn take_back(&self, cx: &Cx, tx: &Tx) -> Result<(), Fault> {
        let text = "update license set seats_used = seats_used - 1, transfers = transfers + $2 where id = $1";
        let values = [self.row.license_id.into(), i64::from(self.returns_to.is_some()).into()];
        tx.execute_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await?;
        Ok(())
    }
}

/// Takes a freed seat out of the count; false: it did not count any more.
async fn counts_no_more(tx: &Tx, activation: Uuid) -> Result<bool, Fault> {
    use activation::{Column, Entity};
    let changed = Entity::update_many()
        .col_expr(Column::CountsUntil, Expr::value(None::<Moment>))
        .filter(Column::Id.eq(activation))
        .filter(Column::CountsUntil.is_not_null())
        .exec(&**tx)
        .await?;
    Ok(changed.rows_affected == 1)
}

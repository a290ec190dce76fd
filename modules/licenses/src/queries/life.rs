//! How a license stands in its life: its reserve, what it was merged into or from, and the devices on old codes (LIC-18, LIC-19).

use super::devices::{Device, named};
use super::merged_seats::on_old_codes;
use crate::model::holder::Holder;
use crate::model::license::Kind;
use crate::model::life::LATE;
use crate::model::life_refusal::is_of_type;
use crate::tables::license::{Column, Entity, Model};
use crate::tables::{license_code, license_holder, license_step};
use gatehouse_catalog::tables::{product, term};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Statement, Value};
use std::collections::HashMap;

/// Devices on old codes that are listed.
const MOST_DEVICES: u64 = 200;
/// Licenses that can be chosen for a merge or as a reserve.
const MOST_CHOICES: u64 = 200;

/// A device that still runs with an old code.
#[derive(Clone, Debug)]
pub struct OldDevice {
    /// The device.
    pub device: Device,
    /// The number of its license: this one, or one that was merged into it.
    pub number: String,
    /// When its code stops; `None`: not by a new code.
    pub stops_at: Option<Moment>,
}

/// How a license stands.
#[derive(Clone, Debug, Default)]
pub struct Life {
    /// It takes over from this one.
    pub reserve: Option<Model>,
    /// This one takes over from it.
    pub reserve_of: Option<Model>,
    /// This one was merged into it, or used up by it as a reserve.
    pub merged_into: Option<Model>,
    /// They were merged into this one.
    pub parents: Vec<Model>,
    /// Whether the merge can still be undone.
    pub can_undo: bool,
    /// The end of the codes before the newest, the latest first.
    pub old_codes: Vec<Moment>,
    /// Whether only a key file made from the newest code activates.
    pub key_file_only: bool,
    /// Devices that were not activated by the newest code.
    pub old_devices: Vec<OldDevice>,
}

/// How this license stands.
pub async fn life(cx: &Cx, license: &Model) -> Result<Life, Fault> {
    let by_id = async |id: Option<Uuid>| match id {
        Some(id) => Entity::find_by_id(id).one(cx.read()).await,
        None => Ok(None),
    };
    let reserve = Entity::find().filter(Column::ReserveFor.eq(license.id)).one(cx.read()).await?;
    let parents = match license.parents {
        0 => Vec::new(),
        _ => Entity::find().filter(Column::MergedInto.eq(license.id)).order_by_asc(Column::Id).all(cx.read()).await?,
    };
    let mut codes = license_code::Entity::find()
        .filter(license_code::Column::LicenseId.eq(license.id))
        .order_by_desc(license_code::Column::Number)
        .order_by_desc(license_code::Column::Id)
        .all(cx.read())
        .await?;
    // A decoy is older than the code that it lies beside.
    codes.dedup_by_key(|code| code.number);
    let is_alone = parents.is_empty() && codes.len() < 2;
    let old_devices = if is_alone { Vec::new() } else { old_devices(cx, license, &parents, &codes).await? };
    Ok(Life {
        can_undo: can_undo(cx, license, &parents, reserve.is_some()).await?,
        reserve,
        reserve_of: by_id(license.reserve_for).await?,
        merged_into: by_id(license.merged_into).await?,
        parents,
        old_codes: codes.iter().filter_map(|code| code.replaced_at).collect(),
        key_file_only: codes.iter().any(|code| code.replaced_at.is_none() && code.key_file_only),
        old_devices,
    })
}

async fn can_undo(cx: &Cx, license: &Model, parents: &[Model], has_reserve: bool) -> Result<bool, Fault> {
    let is_untouched = !parents.is_empty()
        && !has_reserve
        && license.first_activated_at.is_none()
        && license.superseded_at.is_none()
        && license.block_from.is_none();
    if !is_untouched {
        return Ok(false);
    }
    let steps = license_step::Entity::find().filter(license_step::Column::LicenseId.eq(license.id));
    Ok(steps.count(cx.read()).await? == 0)
}

async fn old_devices(
    cx: &Cx,
    license: &Model,
    parents: &[Model],
    codes: &[license_code::Model],
) -> Result<Vec<OldDevice>, Fault> {
    let rows = on_old_codes(cx, license.id, MOST_DEVICES).await?;
    // Of a merge that was merged again, parents of parents are among them.
    let far: Vec<Uuid> = rows.iter().map(|row| row.license_id).collect();
    let far = Entity::find().filter(Column::Id.is_in(far)).all(cx.read()).await?;
    let of: HashMap<Uuid, &Model> = parents.iter().chain([license]).chain(&far).map(|row| (row.id, row)).collect();
    let orders: Vec<Uuid> = of.values().map(|row| row.purchase_id).collect();
    let keys = subject::keys(cx, cx.read(), &orders).await?;
    let mut devices = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(its) = of.get(&row.license_id) else { continue };
        let code = codes.iter().find(|code| row.code_id.map_or(code.number == 1, |id| id == code.id));
        let stops_at = if its.id == license.id { code.and_then(|code| code.replaced_at) } else { its.block_from };
        let device = named(row, keys.get(&its.purchase_id))?;
        devices.push(OldDevice { device, number: its.number.clone(), stops_at });
    }
    Ok(devices)
}

/// What can be chosen together with a license: those of its customer and its type.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Licenses that run, or ended so shortly ago that a renewal is still in time; the license itself is among them.
    pub running: Vec<Model>,
    /// Licenses that no device was activated with: a renewal, or a reserve.
    pub fresh: Vec<Model>,
}

/// The choices of a holder, who has them; without one, of every account that has the license, or of who bought under its order.
pub async fn choices(cx: &Cx, license: &Model, holder: Option<Holder>) -> Result<Choices, Fault> {
    if license.kind == Kind::Trial {
        return Ok(Choices::default());
    }
    let holders = match holder {
        Some(holder) => vec![holder],
        None => {
            let accounts: Vec<Uuid> = license_holder::Entity::find()
                .select_only()
                .column(license_holder::Column::AccountId)
                .filter(license_holder::Column::LicenseId.eq(license.id))
                .filter(license_holder::Column::AccountId.is_not_null())
                .limit(MOST_CHOICES)
                .into_tuple()
                .all(cx.read())
                .await?;
            accounts.into_iter().map(Holder::Account).collect()
        }
    };
    let rows = of_type_of(cx, license, &holders, holder.is_none()).await?;
    let now = cx.now();
    let fits = rows.into_iter().filter(|row| is_of_type(license, row) && !row.awaiting_verification);
    let (begun, fresh): (Vec<_>, Vec<_>) = fits.partition(|row| row.first_activated_at.is_some());
    Ok(Choices {
        running: begun.into_iter().filter(|row| row.ends_at.is_some_and(|end| end.plus(LATE) >= now)).collect(),
        fresh: fresh
            .into_iter()
            .filter(|row| row.id != license.id && row.parents == 0)
            .filter(|row| !row.activate_by.into_iter().chain(row.fixed_until).any(|by| by <= now))
            .collect(),
    })
}

/// Licenses of the same edition that these have by their codes, or that were bought with this one (`of_order`). Begins with those: the embedded
/// engine would read every license of the edition first.
async fn of_type_of(cx: &Cx, license: &Model, holders: &[Holder], of_order: bool) -> Result<Vec<Model>, Fault> {
    let mut values: Vec<Value> = vec![license.product_id.into(), license.edition_id.into()];
    let mut place = |id: Uuid| {
        values.push(id.into());
        format!("${}", values.len())
    };
    let theirs: Vec<String> =
        holders.iter().map(|holder| format!("{} = {}", holder.column(), place(holder.id()))).collect();
    let held = (!theirs.is_empty()).then(|| {
        let theirs = theirs.join(" or ");
        format!("select license_id as id from license_holder where key_file_name_sealed is null and ({theirs})")
    });
    let bought = of_order.then(|| format!("select id from license where purchase_id = {}", place(license.purchase_id)));
    let chosen: Vec<String> = held.into_iter().chain(bought).collect();
    let text = format!(
        "select l.* from ({}) c cross join license l where l.id = c.id and l.product_id = $1 and l.edition_id = $2 \
         and l.superseded_at is null and l.block_from is null and l.reserve_for is null \
         order by l.ends_order, l.id limit {MOST_CHOICES}",
        chosen.join(" union ")
    );
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
    Ok(Entity::find().from_raw_sql(statement).all(cx.read()).await?)
}

/// The terms of a license's product, by name.
pub async fn terms(cx: &Cx, license: &Model) -> Result<Vec<term::Model>, Fault> {
    let terms = term::Entity::find().filter(term::Column::ProductId.eq(license.product_id));
    Ok(terms.order_by_asc(term::Column::Name).all(cx.read()).await?)
}

/// For how many days an old code goes on, as the license's product says.
pub async fn transition_days(cx: &Cx, license: &Model) -> Result<i64, Fault> {
    let product = product::Entity::find_by_id(license.product_id).one(cx.read()).await?;
    Ok(product.map(|product| product.transition_days).unwrap_or_default())
}

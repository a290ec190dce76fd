//! The license that a merge makes, and its code (LIC-19).

use super::Preview;
use crate::actions::issue::codes::{Maker, generate_rows};
use crate::actions::issue::free_numbers;
use crate::model::license::Status;
use crate::tables::license::Model;
use crate::tables::{license, license_code};
use gatehouse_catalog::model::term::Starts;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_formats::ActivationCode;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;

use crate::model::life_refusal::LifeRefusal;

/// The new license.
pub(super) struct Made {
    /// Its row.
    pub license: Model,
    /// Its code.
    pub code: ActivationCode,
}

/// Makes it, under the order of the renewal. It ends on a date, whenever it is activated; devices of the parents count in it.
pub(super) async fn make(
    cx: &Cx,
    tx: &Tx,
    parents: &[Model],
    renewal: Uuid,
    outcome: &Preview,
) -> Outcome<Made, LifeRefusal> {
    let new = parents.iter().find(|row| row.id == renewal).ok_or_else(|| refuse(LifeRefusal::Unknown))?;
    let key = subject::key(cx, &**tx, new.purchase_id).await?;
    let random = cx.app.random.as_ref();
    let maker = Maker { keys: &cx.app.keys, subject: &key, random, kind: new.kind, now: cx.now() };
    let mut rows = generate_rows(maker, 1)?;
    free_numbers(cx, tx, &mut rows).await?;
    let row = rows.pop().ok_or_else(|| Fault::new("no code was made"))?;
    let license = Model {
        id: row.license,
        number: row.number.clone(),
        batch_id: None,
        starts: Starts::Fixed,
        months: None,
        days: None,
        fixed_until: Some(outcome.ends),
        seats: outcome.seats,
        seats_used: outcome.devices,
        transfers: 0,
        // Its first device must not wait for one of the parents' peppers.
        device_pepper: cx.app.keys.pepper_version(),
        ends_at: Some(outcome.ends),
        ends_order: outcome.ends.0,
        activate_by: None,
        status: Status::NotActivated.word().to_owned(),
        status_until: outcome.ends,
        parents: i64::try_from(parents.len()).unwrap_or(i64::MAX),
        created_at: cx.now(),
        version: 1,
        ..new.clone()
    };
    license::Entity::insert(license.clone().into_active_model()).exec_without_returning(&**tx).await?;
    let code = row.code_row(license.id, license.purchase_id, cx.now());
    license_code::Entity::insert(code).exec_without_returning(&**tx).await?;
    Ok(Made { license, code: row.code })
}

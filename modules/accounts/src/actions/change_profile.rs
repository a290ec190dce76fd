//! Changes the profile (ACC-16).

use crate::events;
use crate::model::profile::{About, Place as Whereabouts, Profile, ProfileForm};
use crate::queries::sealed::Place;
use crate::refusals::{AccountRefusal, NotTheOwner};
use crate::rights::own_account;
use crate::tables::account::{Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::ExprTrait as _;
use sea_orm::UpdateMany;
use sea_orm::entity::prelude::*;

/// Changes who somebody is: name, company, phone, postal address.
pub async fn change_about(cx: &Cx, form: &ProfileForm) -> Outcome<(), AccountRefusal> {
    let id = own_account(cx).or_refuse()?;
    let about = form.check_about().or_refuse()?;
    let tx = cx.begin().await?;
    let update = with_about(cx, &tx, Entity::update_many(), id, &about).await?;
    store(cx, tx, id, update).await
}

/// Changes where somebody is: country, region, language, time zone.
pub async fn change_place(cx: &Cx, form: &ProfileForm) -> Outcome<(), AccountRefusal> {
    let id = own_account(cx).or_refuse()?;
    let place = form.check_place().or_refuse()?;
    store(cx, cx.begin().await?, id, with_place(Entity::update_many(), &place)).await
}

/// Takes all of it, where nothing told of who somebody is takes nothing away.
pub(super) async fn with_told(cx: &Cx, tx: &Tx, id: Uuid, profile: &Profile) -> Result<UpdateMany<Entity>, Fault> {
    let update = with_place(Entity::update_many(), &profile.place);
    if profile.about == About::default() { Ok(update) } else { with_about(cx, tx, update, id, &profile.about).await }
}

fn with_place(update: UpdateMany<Entity>, place: &Whereabouts) -> UpdateMany<Entity> {
    update
        .col_expr(Column::Country, Expr::value(place.country.code))
        .col_expr(Column::Region, Expr::value(place.region.as_str()))
        .col_expr(Column::Lang, Expr::value(place.lang.tag()))
        .col_expr(Column::Zone, Expr::value(place.zone.as_str()))
}

async fn with_about(
    cx: &Cx,
    tx: &Tx,
    update: UpdateMany<Entity>,
    id: Uuid,
    about: &About,
) -> Result<UpdateMany<Entity>, Fault> {
    let key = subject::key(cx, &**tx, id).await?;
    let seal = |place: Place, text: &Option<String>| place.seal_some(cx, &key, id, text.as_deref());
    Ok(update
        .col_expr(Column::NameSealed, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::FirstNameSealed, Expr::value(seal(Place::FIRST_NAME, &about.name.first)?))
        .col_expr(Column::LastNameSealed, Expr::value(seal(Place::LAST_NAME, &about.name.last)?))
        .col_expr(Column::FirstReadingSealed, Expr::value(seal(Place::FIRST_READING, &about.name.first_reading)?))
        .col_expr(Column::LastReadingSealed, Expr::value(seal(Place::LAST_READING, &about.name.last_reading)?))
        .col_expr(Column::CompanySealed, Expr::value(seal(Place::COMPANY, &about.company)?))
        .col_expr(Column::PhoneSealed, Expr::value(seal(Place::PHONE, &about.phone)?))
        .col_expr(Column::AddressSealed, Expr::value(seal(Place::ADDRESS, &about.address)?)))
}

/// Stores the change of an account that is still there.
pub(super) async fn store(cx: &Cx, tx: Tx, id: Uuid, update: UpdateMany<Entity>) -> Outcome<(), AccountRefusal> {
    let version = Expr::col(Column::Version).add(1);
    let update = update.col_expr(Column::Version, version).filter(Column::Id.eq(id));
    if update.exec(&*tx).await?.rows_affected == 0 {
        return Err(refuse(NotTheOwner.into()));
    }
    cx.audit(&tx, events::PROFILE_CHANGED.about(id).of_account(id)).await?;
    tx.commit().await?;
    Ok(())
}

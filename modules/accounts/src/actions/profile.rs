//! Changes the profile (ACC-16), and takes what the first entry asks (ACC-1).

use crate::events;
use crate::model::FormError;
use crate::model::profile::{About, Place as Whereabouts, ProfileForm};
use crate::queries::sealed::Place;
use crate::refusals::NotAllowed;
use crate::rights::own_account;
use crate::tables::account::{Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Invalid, OrRefuse as _, Outcome, Refusal, refuse};
use gatehouse_db::Tx;
use sea_orm::ExprTrait as _;
use sea_orm::UpdateMany;
use sea_orm::entity::prelude::*;

/// Why the profile stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum ProfileRefusal {
    /// Something is wrong with the form.
    Invalid(Invalid<FormError>),
    /// Nobody is signed in.
    NotAllowed(NotAllowed),
}

/// Changes who somebody is: name, company, phone, postal address.
pub async fn change_about(cx: &Cx, form: &ProfileForm) -> Outcome<(), ProfileRefusal> {
    let id = own_account(cx).or_refuse()?;
    let about = form.check_about().or_refuse()?;
    let tx = cx.begin().await?;
    let update = about_into(cx, &tx, Entity::update_many(), id, &about).await?;
    store(cx, tx, id, update).await
}

/// Changes where somebody is: country, region, language, zone.
pub async fn change_place(cx: &Cx, form: &ProfileForm) -> Outcome<(), ProfileRefusal> {
    let id = own_account(cx).or_refuse()?;
    let place = form.check_place().or_refuse()?;
    let tx = cx.begin().await?;
    store(cx, tx, id, place_into(Entity::update_many(), &place)).await
}

/// Takes what the first entry asks: where somebody is, and who they are as far as they want to tell.
pub async fn welcome(cx: &Cx, form: &ProfileForm) -> Outcome<(), ProfileRefusal> {
    let id = own_account(cx).or_refuse()?;
    let profile = form.check().or_refuse()?;
    let tx = cx.begin().await?;
    let update = place_into(Entity::update_many(), &profile.place);
    let update = told_into(cx, &tx, update, id, &profile.about).await?;
    store(cx, tx, id, update).await
}

async fn store(cx: &Cx, tx: Tx, id: Uuid, update: UpdateMany<Entity>) -> Outcome<(), ProfileRefusal> {
    let version = Expr::col(Column::Version).add(1);
    let update = update.col_expr(Column::Version, version).filter(Column::Id.eq(id));
    if update.exec(&*tx).await?.rows_affected == 0 {
        return Err(refuse(NotAllowed.into()));
    }
    cx.audit(&tx, events::PROFILE_CHANGED.about(id).of_account(id)).await?;
    tx.commit().await?;
    Ok(())
}

pub(crate) fn place_into(update: UpdateMany<Entity>, place: &Whereabouts) -> UpdateMany<Entity> {
    update
        .col_expr(Column::Country, Expr::value(place.country.code))
        .col_expr(Column::Region, Expr::value(place.region.clone()))
        .col_expr(Column::Lang, Expr::value(place.lang.tag()))
        .col_expr(Column::Zone, Expr::value(place.zone.clone()))
}

/// As [`about_into`], where nothing told takes nothing away.
pub(crate) async fn told_into(
    cx: &Cx,
    tx: &Tx,
    update: UpdateMany<Entity>,
    id: Uuid,
    about: &About,
) -> Result<UpdateMany<Entity>, Fault> {
    if *about == About::default() { Ok(update) } else { about_into(cx, tx, update, id, about).await }
}

async fn about_into(
    cx: &Cx,
    tx: &Tx,
    update: UpdateMany<Entity>,
    id: Uuid,
    about: &About,
) -> Result<UpdateMany<Entity>, Fault> {
    let key = subject::key(cx, &**tx, id).await?;
    let random = cx.app.random.as_ref();
    let seal = |place: Place, text: &Option<String>| place.seal_some(random, &key, id, text.as_deref());
    Ok(update
        .col_expr(Column::NameSealed, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::FirstNameSealed, Expr::value(seal(Place::FirstName, &about.name.first)?))
        .col_expr(Column::LastNameSealed, Expr::value(seal(Place::LastName, &about.name.last)?))
        .col_expr(Column::FirstReadingSealed, Expr::value(seal(Place::FirstReading, &about.name.first_reading)?))
        .col_expr(Column::LastReadingSealed, Expr::value(seal(Place::LastReading, &about.name.last_reading)?))
        .col_expr(Column::CompanySealed, Expr::value(seal(Place::Company, &about.company)?))
        .col_expr(Column::PhoneSealed, Expr::value(seal(Place::Phone, &about.phone)?))
        .col_expr(Column::AddressSealed, Expr::value(seal(Place::Address, &about.address)?)))
}

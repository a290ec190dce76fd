//! One license as its holder sees it (LIC-6).

use super::devices::{Device, live_device, named};
use super::sellers::{self, SoldBy};
use crate::model::holder::Holder;
use crate::model::shop_links::ShopLinks;
use crate::model::{code, note};
use crate::tables::{activation, license, license_code, license_holder};
use gatehouse_catalog::queries::{products, revisions};
use gatehouse_catalog::tables::product;
use gatehouse_catalog::tables::{application, edition_rev, feature};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Personal, Uuid};
use gatehouse_db::paging::keyset;
use gatehouse_db::{Direction, PageRequest, Paged, SortKey};
use gatehouse_seal::SubjectKey;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

/// Devices shown, at the most.
const MOST_SHOWN: u64 = 100;

/// Everything that the page of a license shows.
#[derive(Clone, Debug)]
pub struct CustomerLicense {
    /// The license.
    pub license: license::Model,
    /// The account that reads it.
    pub holder: Uuid,
    /// When it was added to the account.
    pub added_at: Moment,
    /// Its product.
    pub product: product::Model,
    /// Its edition, as it was sold.
    pub edition: edition_rev::Model,
    /// What the product's features are called for this reader, and whether the edition has each.
    pub features: Vec<(String, bool)>,
    /// What the license activates.
    pub applications: Vec<application::Model>,
    /// Who sold it, and under which order.
    pub sold_by: SoldBy,
    /// `XXXXX-•••••-•••••-XXXXX`; empty for one whose code was taken back.
    pub masked_code: String,
    /// One page of the devices with a seat, the newest first.
    pub devices: Paged<Device>,
    /// The clerk's words to the holder of a blocked one.
    pub block_note: Option<Personal<String>>,
}

impl CustomerLicense {
    /// Where it is renewed and bought.
    pub fn shop(&self) -> ShopLinks {
        ShopLinks {
            buy: self.product.buy_url.clone(),
            renew: self.product.renew_url.clone(),
            edition: self.edition.code.clone(),
            user: self.holder,
        }
    }
}

/// The license, if the account has it.
pub async fn held(cx: &Cx, account: Uuid, license: Uuid) -> Result<Option<license::Model>, Fault> {
    held_by(cx, Holder::Account(account), license).await
}

/// The license, if the account or company has it.
pub async fn held_by(cx: &Cx, holder: Holder, license: Uuid) -> Result<Option<license::Model>, Fault> {
    Ok(of_holder(cx, holder, license).await?.map(|(license, _)| license))
}

/// Whether somebody has the license.
pub(crate) async fn is_held<C: ConnectionTrait>(conn: &C, holder: Holder, license: Uuid) -> Result<bool, Fault> {
    use license_holder::{Column, Entity};
    let own = Entity::find().filter(Column::LicenseId.eq(license)).filter(license_holder::of(holder));
    Ok(own.count(conn).await? > 0)
}

/// Since when the account has the license; `None`: it does not.
pub(crate) async fn held_since(cx: &Cx, account: Uuid, license: Uuid) -> Result<Option<Moment>, Fault> {
    Ok(of_holder(cx, Holder::Account(account), license).await?.map(|(_, since)| since))
}

async fn of_holder(cx: &Cx, holder: Holder, id: Uuid) -> Result<Option<(license::Model, Moment)>, Fault> {
    let added: Option<Moment> = license_holder::Entity::find()
        .filter(license_holder::Column::LicenseId.eq(id))
        .filter(license_holder::of(holder))
        .select_only()
        .column(license_holder::Column::AddedAt)
        .into_tuple()
        .one(cx.read())
        .await?;
    let Some(added) = added else { return Ok(None) };
    Ok(license::Entity::find_by_id(id).one(cx.read()).await?.map(|license| (license, added)))
}

/// The page's contents, with this page of its devices; `None` for a license that the account or company does not have. `reader`: the account
/// that reads it.
pub async fn find(
    cx: &Cx,
    (holder, reader): (Holder, Uuid),
    id: Uuid,
    request: &PageRequest,
) -> Result<Option<CustomerLicense>, Fault> {
    let Some((license, added_at)) = of_holder(cx, holder, id).await? else { return Ok(None) };
    let gone = || Fault::new("a license without its product");
    let product = product::Entity::find_by_id(license.product_id).one(cx.read()).await?.ok_or_else(gone)?;
    let edition = revisions::numbered(cx.read(), license.edition_id, license.edition_rev).await?.ok_or_else(gone)?;
    let applications = application::Entity::find()
        .filter(application::Column::ProductId.eq(product.id))
        .order_by_asc(application::Column::Name)
        .order_by_asc(application::Column::Platform)
        .all(cx.read())
        .await?;
    // The key of an erased order is gone: then there are no names and no code.
    let key = subject::keys(cx, cx.read(), &[license.purchase_id]).await?.remove(&license.purchase_id);
    Ok(Some(CustomerLicense {
        features: features(cx, product.id, &edition).await?,
        sold_by: sellers::of_license(cx, &license).await?,
        masked_code: masked_code(cx, id, key.as_ref()).await?,
        devices: devices(cx, id, key.as_ref(), request).await?,
        block_note: note::of_block(key.as_ref(), &license),
        license,
        holder: reader,
        added_at,
        product,
        edition,
        applications,
    }))
}

/// The name of the product of a license that the account has.
pub async fn product_name(cx: &Cx, account: Uuid, license: Uuid) -> Result<Option<String>, Fault> {
    Ok(product_of(cx, account, license).await?.map(|product| product.name))
}

/// The product of a license that the account has.
pub async fn product_of(cx: &Cx, account: Uuid, license: Uuid) -> Result<Option<product::Model>, Fault> {
    product_of_holder(cx, Holder::Account(account), license).await
}

/// The product of a license that the account or company has.
pub async fn product_of_holder(cx: &Cx, holder: Holder, license: Uuid) -> Result<Option<product::Model>, Fault> {
    let Some(license) = held_by(cx, holder, license).await? else { return Ok(None) };
    Ok(product::Entity::find_by_id(license.product_id).one(cx.read()).await?)
}

/// What was sold later, or is sold no more, is as the product's features are now; which of them the license has, its revision says.
pub(super) async fn features(
    cx: &Cx,
    product: Uuid,
    edition: &edition_rev::Model,
) -> Result<Vec<(String, bool)>, Fault> {
    let all = feature::Entity::find()
        .filter(feature::Column::ProductId.eq(product))
        .order_by_asc(feature::Column::Position)
        .order_by_asc(feature::Column::Code)
        .all(cx.read())
        .await?;
    let (has, labels) = (edition.feature_codes(), products::labels(cx, product).await?);
    let named = |feature: &feature::Model| products::label(&labels, feature, cx.lang).to_owned();
    Ok(all.iter().map(|feature| (named(feature), has.contains(&feature.code.as_str()))).collect())
}

pub(super) async fn masked_code(cx: &Cx, license: Uuid, key: Option<&SubjectKey>) -> Result<String, Fault> {
    use license_code::{Column, Entity};
    let Some(key) = key else { return Ok(String::new()) };
    let live = Entity::find().filter(Column::LicenseId.eq(license)).filter(Column::ReplacedAt.is_null());
    match live.order_by_desc(Column::Id).one(cx.read()).await? {
        Some(row) => Ok(code::open(key, row.id, &row.code_sealed)?.masked()),
        None => Ok(String::new()),
    }
}

async fn devices(
    cx: &Cx,
    license: Uuid,
    key: Option<&SubjectKey>,
    request: &PageRequest,
) -> Result<Paged<Device>, Fault> {
    use activation::{Column, Entity};
    let live = Entity::find().filter(Column::LicenseId.eq(license)).filter(Column::DeactivatedAt.is_null());
    let request = PageRequest { before: None, size: MOST_SHOWN, ..request.clone() };
    let place = |row: &activation::Model| (SortKey::Int(row.activated_at.0), row.id);
    let rows =
        keyset(cx.read(), live, (Column::ActivatedAt, Column::Id), Direction::Descending, &request, place).await?;
    let items = rows.items.into_iter().map(|row| named(row, key)).collect::<Result<_, Fault>>()?;
    Ok(Paged { items, previous: rows.previous, next: rows.next })
}

/// A device with a seat on a license of the account or company; `None` for others, and for one whose seat was freed.
pub async fn held_device(cx: &Cx, holder: Holder, license: Uuid, id: Uuid) -> Result<Option<Device>, Fault> {
    match held_by(cx, holder, license).await? {
        Some(license) => live_device(cx, &license, id).await,
        None => Ok(None),
    }
}

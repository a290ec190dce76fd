//! What the form of a category about a product is narrowed by (SUP-2, SUP-22): products with a running license, their areas and versions, the licenses,
//! and the contracts that can be used (SUP-3).

use super::form::Form;
use super::side::Side;
use crate::model::contract::{usable, why_standard};
use crate::model::narrowing::{Chosen, Narrowed, narrow};
use crate::queries::licensed;
use crate::queries::offers::{Offer, offers};
use crate::texts;
use gatehouse_accounts::contacts;
use gatehouse_address::Email;
use gatehouse_catalog::queries::areas::{ProductInArea, in_areas};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Moment, Uuid};
use gatehouse_licenses::model::license::grouped;
use gatehouse_licenses::tables::license;
use gatehouse_web::view::*;

/// What there is to choose from.
pub(super) struct Ground {
    products: Vec<ProductInArea>,
    licenses: Vec<license::Model>,
    offers: Vec<Offer>,
    now: Moment,
}

/// A product names itself by its code and its version by the number (DEV-10): it knows no ids, which the form has in their place. What is not theirs,
/// or not known, stays unchosen.
pub(super) async fn by_names(cx: &Cx, side: &Side, form: Form) -> Result<Form, Fault> {
    let code = form.get("product");
    if code.is_empty() || form.id("product").is_some() {
        return Ok(form);
    }
    let own = licensed::products(cx, cx.read(), side.holder()).await?;
    let Some(id) = own.iter().find(|product| product.code == code).map(|product| product.id) else { return Ok(form) };
    let found = in_areas(cx.read(), &[id]).await?;
    let mut versions = found.iter().flat_map(|product| &product.versions);
    let version = versions.find(|version| version.number == form.get("version")).map(|version| version.id.to_string());
    Ok(form.with("product", id.to_string()).with("version", version.unwrap_or_default()))
}

impl Ground {
    /// What belongs to the form as it is.
    pub(super) async fn of(cx: &Cx, side: &Side, form: &Form) -> Result<Self, Fault> {
        let found = licensed::products(cx, cx.read(), side.holder()).await?;
        let ids: Vec<Uuid> = found.iter().map(|product| product.id).collect();
        let products = in_areas(cx.read(), &ids).await?;
        let mut ground = Self { products, licenses: Vec::new(), offers: Vec::new(), now: cx.now() };
        let product = ground.narrowed(form).product.map(|product| product.id);
        let Some(product) = product else { return Ok(ground) };
        ground.licenses = licensed::of_product(cx, cx.read(), side.holder(), product).await?;
        let takes = form.category().is_some_and(|category| category.takes_contract());
        if let Some(by) = side.by().filter(|_| takes) {
            let contact = contacts::contact(cx, cx.read(), side.account()).await?;
            let email = contact.and_then(|contact| Email::parse(&contact.to.email).ok());
            let email = email.map(|email| email.normalized().to_owned()).unwrap_or_default();
            ground.offers = offers(cx, cx.read(), by, &email, Some(product)).await?;
        }
        Ok(ground)
    }

    /// Whether there is a running license of anything.
    pub(super) fn has_any(&self) -> bool {
        !self.products.is_empty()
    }

    /// The choice as far as it goes.
    pub(super) fn narrowed<'a>(&'a self, form: &'a Form) -> Narrowed<'a> {
        let area = Some(form.get("area")).filter(|area| !area.is_empty());
        // A link names the product alone: its area follows from it.
        let of_product = form.id("product").and_then(|id| self.products.iter().find(|product| product.id == id));
        let area = area.or_else(|| of_product.map(|product| product.area.as_str()));
        narrow(&self.products, &Chosen { area, product: form.id("product"), version: form.id("version") }, self.now)
    }

    /// Area, product and version; those that cannot be chosen yet are not shown.
    pub(super) fn fields(&self, form: &Form, errors: &FormErrors, lang: Lang) -> Vec<Markup> {
        let (t, narrowed) = (texts(lang), self.narrowed(form));
        let choose = t.msg_ask_choose();
        let mut fields = Vec::new();
        if narrowed.areas.len() > 1 {
            let name = |area: &&str| if area.is_empty() { t.msg_ask_area_other() } else { (*area).to_owned() };
            let areas = narrowed.areas.iter().map(|area| Choice::new(*area, name(area)));
            let area = Select::new("area", t.msg_ask_area(), areas).first(choose.as_str());
            fields.push(Markup::of(&area.value(narrowed.area.unwrap_or_default()).errors(errors)));
        }
        if narrowed.products.len() > 1 || (narrowed.areas.len() < 2 && narrowed.product.is_some()) {
            let products = narrowed.products.iter().map(|one| Choice::new(one.id.to_string(), one.name.as_str()));
            let chosen = narrowed.product.map(|product| product.id.to_string()).unwrap_or_default();
            let product = Select::new("product", t.msg_ask_product(), products).first(choose.as_str());
            fields.push(Markup::of(&product.value(&chosen).errors(errors)));
        } else if let Some(product) = narrowed.product {
            fields.push(Markup::of(&Field::hidden("product", product.id.to_string())));
        }
        let Some(product) = narrowed.product else { return fields };
        if !product.versions.is_empty() {
            let versions = product.versions.iter().map(|one| Choice::new(one.id.to_string(), one.number.as_str()));
            let chosen = narrowed.version.map(|version| version.id.to_string()).unwrap_or_default();
            let version = Select::new("version", t.msg_ask_version(), versions).first(t.msg_ask_version_unknown());
            fields.push(Markup::of(&version.value(&chosen).plain().errors(errors)));
        }
        if self.licenses.len() > 1 {
            let name = |row: &license::Model| t.msg_ask_license_number(grouped(&row.number));
            let licenses = self.licenses.iter().map(|row| Choice::new(row.id.to_string(), name(row)));
            let license = Select::new("license", t.msg_ask_license(), licenses).value(form.get("license"));
            fields.push(Markup::of(&license.errors(errors)));
        }
        fields
    }

    /// What is advised before anything is sent: a newer version, or none because theirs is certified.
    pub(super) fn advice(&self, form: &Form, lang: Lang) -> Option<Notice> {
        let text = self.narrowed(form).advice.text(lang)?;
        Some(Notice::info(text).title(texts(lang).msg_ask_advice()))
    }

    /// The level, with the reason where only the standard one is possible; a person of their own has no other.
    pub(super) fn level(&self, side: &Side, form: &Form, errors: &FormErrors, lang: Lang) -> Markup {
        let t = texts(lang);
        let usable: Vec<&Offer> = self.offers.iter().filter(|offer| usable(&offer.offered, self.now).is_ok()).collect();
        let standard = Choice::new("", t.msg_level_standard());
        let named = usable.iter().map(|offer| {
            let contract = &offer.contract;
            let left = contract.left().map_or_else(|| t.msg_ask_left_any(), |left| t.msg_ask_left(left));
            let level = contract.level.name(lang);
            Choice::new(contract.id.to_string(), t.msg_ask_contract(level, contract.name.as_str(), left))
        });
        let select = Select::new("contract", t.msg_level(), std::iter::once(standard).chain(named));
        let select = select.value(form.get("contract")).plain().errors(errors);
        let all: Vec<_> = self.offers.iter().map(|offer| offer.offered).collect();
        let why = why_standard(&all, self.now).filter(|_| side.by().is_some());
        Markup::of(&match why {
            Some(why) => select.hint(why.text(lang)),
            None => select,
        })
    }

    /// Whether one of the usable contracts has critical incidents.
    pub(super) fn has_critical(&self) -> bool {
        let is = |offer: &Offer| offer.offered.critical && usable(&offer.offered, self.now).is_ok();
        self.offers.iter().any(is)
    }
}

//! `/staff/catalog/{id}/edit`: the form of a product (LIC-1). That of a new one has the same fields: `staff_catalog_new.rs`.

use super::catalog_form::{CATALOG, Fields, Typed, answer, product_page};
use crate::actions::product::{self, ProductEntry};
use crate::model::limits::{MOST_LEASE_DAYS, MOST_TRANSFERS};
use crate::model::merge_rule::{MOST_TRANSITION_DAYS, MergeRule};
use crate::model::shop_link::placeholders;
use crate::queries::products;
use crate::{CLERKS, texts};
use gatehouse_core::Uuid;
use gatehouse_web::frames::Sheet;
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| doors.form("/staff/catalog/{id}/edit", edit, save))
}

/// The product as typed.
pub(super) fn typed(form: &Typed) -> ProductEntry {
    ProductEntry {
        code: form.text("code"),
        name: form.text("name"),
        description: form.text("description"),
        key_file_only_after_top_up: form.is_ticked("key_file_only_after_top_up"),
        trial_days: form.text("trial_days"),
        statement_required: form.is_ticked("statement_required"),
        regions: form.text("regions"),
        lease_days: form.text("lease_days"),
        transfer_allowance: form.text("transfer_allowance"),
        transition_days: form.text("transition_days"),
        merge_rule: form.text("merge_rule"),
        buy_url: form.text("buy_url"),
        renew_url: form.text("renew_url"),
        area: form.text("area"),
        archived: None,
    }
}

/// The names of the fields of [`settings`].
pub(super) const SETTINGS: &[&str] = &[
    "description",
    "lease_days",
    "transfer_allowance",
    "transition_days",
    "merge_rule",
    "trial_days",
    "regions",
    "buy_url",
    "renew_url",
    "area",
    "key_file_only_after_top_up",
];

/// What of a product is the same for a new one, besides its name and code.
pub(super) fn settings<'a>(entry: &ProductEntry, fields: Fields<'a>) -> Fields<'a> {
    let (lang, errors, t) = (fields.lang, fields.errors, texts(fields.lang));
    let description = TextArea::new("description", t.msg_product_description()).value(&entry.description);
    let leases = Field::number("lease_days", t.msg_lease_days(), 1, MOST_LEASE_DAYS).hint(t.msg_lease_days_hint());
    let transfers = Field::number("transfer_allowance", t.msg_transfer_allowance(), 0, MOST_TRANSFERS);
    let transfers = transfers.hint(t.msg_transfer_allowance_hint()).value(&entry.transfer_allowance);
    let transition = Field::number("transition_days", t.msg_transition_days(), 0, MOST_TRANSITION_DAYS);
    let transition = transition.hint(t.msg_transition_days_hint()).value(&entry.transition_days);
    let rules = MergeRule::ALL.map(|rule| Choice::new(rule.word(), rule.name(lang)));
    let merging = Select::new("merge_rule", t.msg_merge_rule(), rules).value(&entry.merge_rule);
    let trial = Field::number("trial_days", t.msg_trial_days(), 1, 366).hint(t.msg_trial_days_hint());
    let regions = Field::text("regions", t.msg_regions()).hint(t.msg_regions_hint()).value(&entry.regions);
    let [license, edition, lang_of, user] = placeholders();
    let link = |name: &str, label: String| Field::url(name, label).max_length(500).optional(lang).errors(errors);
    let buy = link("buy_url", t.msg_buy_url()).hint(t.msg_buy_url_hint(&license, edition, lang_of, user));
    let renew = link("renew_url", t.msg_renew_url()).hint(t.msg_renew_url_hint(license));
    let area = Field::text("area", t.msg_product_area()).hint(t.msg_product_area_hint()).max_length(64);
    let key_file = Checkbox::new("key_file_only_after_top_up", t.msg_key_file_only());
    fields
        .with(&description.optional(lang).errors(errors))
        .with(&leases.value(&entry.lease_days).errors(errors))
        .with(&transfers.optional(lang).errors(errors))
        .with(&transition.optional(lang).errors(errors))
        .with(&merging.hint(t.msg_merge_rule_hint()).errors(errors))
        .with(&trial.value(&entry.trial_days).optional(lang).errors(errors))
        .with(&regions.optional(lang).errors(errors))
        .with(&buy.value(&entry.buy_url))
        .with(&renew.value(&entry.renew_url))
        .with(&area.value(&entry.area).optional(lang).errors(errors))
        .with(&key_file.hint(t.msg_key_file_only_hint()).checked(entry.key_file_only_after_top_up))
}

/// What stands in the form, and of which version of the product.
struct Form {
    id: Uuid,
    entry: ProductEntry,
    version: String,
}

impl Form {
    fn page(&self, staff: &Staff, errors: &FormErrors) -> Sheet {
        let (visit, lang) = (&staff.visit, staff.visit.lang());
        let (t, back) = (texts(lang), product_page(self.id));
        let title = t.msg_product_edit();
        let crumbs = [(t.msg_nav_catalog(), CATALOG.to_owned()), (self.entry.name.clone(), back.clone())];
        let head = PageHead::new(title.clone()).crumbs(lang, crumbs);
        let form = self.fields(Fields::at(&self.version, lang, errors)).form(Some(t.msg_save()), back);
        Sheet::new(visit, title, head).narrow().errors(errors).with(&form)
    }

    fn fields<'a>(&self, fields: Fields<'a>) -> Fields<'a> {
        let (entry, errors, t) = (&self.entry, fields.errors, texts(fields.lang));
        let agreement = Checkbox::new("statement_required", t.msg_statement_required());
        let agreement = agreement.hint(t.msg_statement_required_hint()).checked(entry.statement_required);
        settings(entry, fields.name("name", t.msg_product_name(), &entry.name).code(&entry.code))
            .with(&agreement.errors(errors))
    }
}

async fn edit(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let product = products::product(&staff.may()?, id).await?.ok_or(Halt::NotFound)?.product;
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let entry = ProductEntry {
        regions: product.regions.0.join(", "),
        code: product.code,
        name: product.name,
        description: product.description,
        key_file_only_after_top_up: product.key_file_only_after_top_up,
        trial_days: number(product.trial_days),
        statement_required: product.statement_required,
        lease_days: product.lease_days.to_string(),
        transfer_allowance: number(product.transfer_allowance),
        transition_days: product.transition_days.to_string(),
        merge_rule: product.merge_rule.word().to_owned(),
        buy_url: product.buy_url,
        renew_url: product.renew_url,
        area: product.area,
        archived: None,
    };
    let form = Form { id, entry, version: product.version.to_string() };
    staff.visit.show(&form.page(&staff, &FormErrors::new()))
}

async fn save(staff: Staff, Ids([id]): Ids<1>, Posted(sent): Posted<Typed>) -> Result<Done, Halt> {
    let form = Form { id, entry: typed(&sent), version: sent.text("version") };
    let visit = &staff.visit;
    let changed = product::change(&visit.cx, id, form.version.parse().ok(), &form.entry).await;
    answer(visit, changed, texts(visit.lang()).msg_saved(), |errors| form.page(&staff, errors)).await
}

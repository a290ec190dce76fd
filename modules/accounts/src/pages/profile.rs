//! The profile and the choice of notifications (ACC-16): each card is saved by itself.

use super::email;
use crate::actions::change_profile::{change_about, change_place};
use crate::actions::choose_notifications::choose_notifications;
use crate::model::Country;
use crate::model::profile::{LONGEST_ADDRESS, LONGEST_LINE, LONGEST_PHONE, ProfileForm};
use crate::queries::own::{Own, own};
use crate::refusals::AccountRefusal;
use gatehouse_core::{Fault, Lang, Notification, Notifications, Outcome};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, Visit};
use serde::Deserialize;

const PATH: &str = "/account";
const PLACE: &str = "/account/place";

/// Shows the profile.
pub async fn form(customer: Customer) -> Result<Done, Halt> {
    let own = own(&customer.visit.cx, customer.session.account).await?.ok_or(Halt::NotFound)?;
    customer.visit.show(&page(&customer.visit, &own, &own.profile, &FormErrors::new())?)
}

/// Saves who somebody is.
pub async fn about(customer: Customer, Posted(typed): Posted<ProfileForm>) -> Result<Done, Halt> {
    let saved = change_about(&customer.visit.cx, &typed).await;
    let lang = customer.visit.lang();
    let own = own(&customer.visit.cx, customer.session.account).await?.ok_or(Halt::NotFound)?;
    // The other card shows what is stored.
    let ProfileForm { country, region, lang: spoken, zone, .. } = own.profile.clone();
    answer(&customer, saved, lang, &own, &ProfileForm { country, region, lang: spoken, zone, ..typed }).await
}

/// Saves where somebody is.
pub async fn place(customer: Customer, Posted(typed): Posted<ProfileForm>) -> Result<Done, Halt> {
    let saved = change_place(&customer.visit.cx, &typed).await;
    // Said in the language that was just chosen.
    let lang = Lang::from_tag(&typed.lang).unwrap_or(customer.visit.lang());
    let own = own(&customer.visit.cx, customer.session.account).await?.ok_or(Halt::NotFound)?;
    let ProfileForm { country, region, lang: spoken, zone, .. } = typed;
    let form = ProfileForm { country, region, lang: spoken, zone, ..own.profile.clone() };
    answer(&customer, saved, lang, &own, &form).await
}

async fn answer(
    customer: &Customer,
    saved: Outcome<(), AccountRefusal>,
    lang: Lang,
    own: &Own,
    form: &ProfileForm,
) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let done = async |()| Ok(visit.go_saying(PATH, crate::texts(lang).msg_profile_saved()));
    let again = async |errors| Ok(page(visit, own, form, &errors)?);
    visit.answer(saved, done, again).await
}

/// The ticks of the last card.
#[derive(Deserialize)]
pub struct NotifyForm {
    #[serde(default)]
    notify: Vec<String>,
}

/// Saves the choice of notifications; words that are not known are ignored.
pub async fn notifications(customer: Customer, Posted(form): Posted<NotifyForm>) -> Result<Done, Halt> {
    let mut chosen: Vec<Notification> = customer.visit.cx.service::<Notifications>()?.all().to_vec();
    chosen.retain(|kind| form.notify.iter().any(|word| word == kind.word));
    choose_notifications(&customer.visit.cx, &chosen).await?;
    let text = crate::texts(customer.visit.lang()).msg_notify_saved();
    Ok(customer.visit.go_saying(PATH, text))
}

fn page(visit: &Visit, own: &Own, form: &ProfileForm, errors: &FormErrors) -> Result<Sheet, Fault> {
    let lang = visit.lang();
    let t = crate::texts(lang);
    let card = |title: String, action: &str, fields: Vec<Markup>| {
        let save = Button::submit(t.msg_save()).about(title.clone());
        Panel::new(title).with(&PanelForm::new(action).fields(fields).button(save))
    };
    let head = PageHead::new(t.msg_profile_title());
    let sheet = Sheet::new(visit, t.msg_profile_title(), head).narrow().errors(errors);
    Ok(sheet
        .with(&email::panel(visit, own))
        .with(&card(t.msg_profile_about(), PATH, about_fields(lang, form, errors)))
        .with(&card(t.msg_profile_place(), PLACE, place_fields(visit, form, errors)))
        .with(&notifications_panel(visit, own)?))
}

fn notifications_panel(visit: &Visit, own: &Own) -> Result<Panel, Fault> {
    let t = crate::texts(visit.lang());
    let kinds = visit.cx.service::<Notifications>()?.all().iter();
    let kinds = kinds.map(|kind| Choice::new(kind.word, (kind.text)(visit.lang())));
    let notify = Choices::several("notify", t.msg_notify_legend(), kinds).values(&own.notifications);
    let form = PanelForm::new("/account/notifications")
        .field(&notify.hint(t.msg_notify_hint()))
        .button(Button::submit(t.msg_save()).about(t.msg_notify_title()));
    Ok(Panel::new(t.msg_notify_title()).id("notifications").with(&form))
}

/// Name, company, phone and postal address; each may be left empty.
pub fn about_fields(lang: Lang, form: &ProfileForm, errors: &FormErrors) -> Vec<Markup> {
    let t = crate::texts(lang);
    let line = |name: &'static str, label: String, token: &str, value: &str| {
        let field = Field::text(name, label).autocomplete(token).max_length(LONGEST_LINE).value(value);
        Markup::of(&field.optional(lang).errors(errors))
    };
    let mut fields = name_fields(lang, form, &line);
    let phone = Field::tel("phone", t.msg_phone()).max_length(LONGEST_PHONE).value(form.phone.clone());
    let address =
        TextArea::new("address", t.msg_address()).rows(3).max_length(LONGEST_ADDRESS).value(form.address.clone());
    fields.extend([
        line("company", t.msg_company(), "organization", &form.company),
        Markup::of(&phone.optional(lang).errors(errors)),
        Markup::of(&address.optional(lang).errors(errors)),
    ]);
    fields
}

/// First and last name in the order of the language. Readings are asked where names are sorted by them, and never lost elsewhere.
fn name_fields(
    lang: Lang,
    form: &ProfileForm,
    line: &impl Fn(&'static str, String, &str, &str) -> Markup,
) -> Vec<Markup> {
    let t = crate::texts(lang);
    let first = line("first_name", t.msg_first_name(), "given-name", &form.first_name);
    let last = line("last_name", t.msg_last_name(), "family-name", &form.last_name);
    let mut fields = if lang == Lang::Ja { vec![last, first] } else { vec![first, last] };
    if lang == Lang::Ja || !form.first_reading.is_empty() || !form.last_reading.is_empty() {
        fields.push(line("last_reading", t.msg_last_reading(), "off", &form.last_reading));
        fields.push(line("first_reading", t.msg_first_reading(), "off", &form.first_reading));
    }
    fields
}

/// Country, region, language and time zone, which are asked on the first entry too.
pub fn place_fields(visit: &Visit, form: &ProfileForm, errors: &FormErrors) -> Vec<Markup> {
    let lang = visit.lang();
    let t = crate::texts(lang);
    let countries = Country::sorted(lang).iter().map(|country| Choice::new(country.code, country.name(lang)));
    let country = Select::new("country", t.msg_country(), countries)
        .first(t.msg_country_choose())
        .autocomplete("country")
        .value(&form.country)
        .errors(errors);
    let region = Field::text("region", t.msg_region())
        .hint(t.msg_region_hint())
        .autocomplete("address-level1")
        .max_length(LONGEST_LINE)
        .value(form.region.clone())
        .errors(errors);
    let language = Select::languages("lang", t.msg_language(), &visit.languages())
        .hint(t.msg_language_hint())
        .value(&form.lang)
        .errors(errors);
    let own = Country::from_code(&form.country).map(|country| (form.country.clone(), country.name(lang).to_owned()));
    let zones = ZoneChoices { lang, at: visit.cx.now(), country: own };
    let zone = Select::time_zones("zone", t.msg_zone(), &form.zone, &zones);
    let zone = zone.first(t.msg_country_choose()).errors(errors).time_zone();
    vec![Markup::of(&country), Markup::of(&region), Markup::of(&language), Markup::of(&zone)]
}

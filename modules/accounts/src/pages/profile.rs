//! The profile and the choice of notifications (ACC-16).

use super::parts::section;
use crate::actions::change_profile::change_profile;
use crate::actions::choose_notifications::choose_notifications;
use crate::model::Country;
use crate::model::profile::{LONGEST_ADDRESS, LONGEST_LINE, LONGEST_PHONE, ProfileForm};
use crate::queries::own::{Own, own};
use gatehouse_core::{Fault, Lang, Notification, Notifications};
use gatehouse_web::frames::{Actions, Panel, PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, Visit};
use serde::Deserialize;

const PATH: &str = "/account";

/// Shows the profile.
pub async fn form(customer: Customer) -> Result<Done, Halt> {
    let own = own(&customer.visit.cx, customer.session.account).await?.ok_or(Halt::NotFound)?;
    customer.visit.show(&page(&customer.visit, &own, &own.profile, &FormErrors::new())?)
}

/// Saves the profile.
pub async fn submit(customer: Customer, Posted(form): Posted<ProfileForm>) -> Result<Done, Halt> {
    let Customer { visit, session } = customer;
    let done = async |()| {
        // Said in the language that was just chosen.
        let lang = Lang::from_tag(&form.lang).unwrap_or(visit.lang());
        Ok(visit.go_saying(PATH, crate::texts(lang).msg_profile_saved()))
    };
    let again = async |errors| {
        let own = own(&visit.cx, session.account).await?.ok_or(Halt::NotFound)?;
        Ok(page(&visit, &own, &form, &errors)?)
    };
    visit.answer(change_profile(&visit.cx, &form).await, done, again).await
}

/// The ticks of the second form.
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
    let save = Actions::new([Button::submit(t.msg_save()).primary()]);
    let profile = PanelForm::new(PATH)
        .around_panels()
        .field(&panel_of(t.msg_profile_about(), &about(lang, form, errors)))
        .field(&panel_of(t.msg_profile_place(), &place_fields(lang, form, errors)).with(&save));
    let delete = Button::link(t.msg_delete_button(), "/account/delete").danger();
    let delete = Panel::new(t.msg_delete_title()).danger().text(t.msg_delete_panel()).with(&Actions::new([delete]));
    let head = PageHead::new(t.msg_profile_title()).lede(t.msg_profile_lede(gatehouse_address::shown(&own.email)));
    let sheet = Sheet::new(visit, t.msg_profile_title(), head).narrow().section(section(lang, PATH)).errors(errors);
    Ok(sheet.with(&profile).with(&notifications_panel(visit, own)?).with(&delete))
}

fn panel_of(title: String, fields: &[Markup]) -> Panel {
    fields.iter().fold(Panel::new(title), Panel::with)
}

fn notifications_panel(visit: &Visit, own: &Own) -> Result<Panel, Fault> {
    let t = crate::texts(visit.lang());
    let kinds = visit.cx.service::<Notifications>()?.all().iter();
    let kinds = kinds.map(|kind| Choice::new(kind.word, (kind.text)(visit.lang())));
    let notify = Choices::several("notify", t.msg_notify_legend(), kinds).values(&own.notifications);
    let form = PanelForm::new("/account/notifications")
        .field(&notify.hint(t.msg_notify_hint()))
        .button(Button::submit(t.msg_save()).about(t.msg_notify_title()));
    Ok(Panel::new(t.msg_notify_title()).with(&form))
}

fn about(lang: Lang, form: &ProfileForm, errors: &FormErrors) -> Vec<Markup> {
    let t = crate::texts(lang);
    let name = Field::text("name", t.msg_name()).autocomplete("name").max_length(LONGEST_LINE).value(form.name.clone());
    let company = Field::text("company", t.msg_company())
        .autocomplete("organization")
        .max_length(LONGEST_LINE)
        .value(form.company.clone());
    let phone = Field::tel("phone", t.msg_phone()).max_length(LONGEST_PHONE).value(form.phone.clone());
    let address =
        TextArea::new("address", t.msg_address()).rows(3).max_length(LONGEST_ADDRESS).value(form.address.clone());
    vec![
        Markup::of(&name.optional(lang).errors(errors)),
        Markup::of(&company.optional(lang).errors(errors)),
        Markup::of(&phone.optional(lang).errors(errors)),
        Markup::of(&address.optional(lang).errors(errors)),
    ]
}

/// Country, region, language and time zone, which are asked on the first entry too.
pub fn place_fields(lang: Lang, form: &ProfileForm, errors: &FormErrors) -> Vec<Markup> {
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
    let language =
        Select::languages("lang", t.msg_language()).hint(t.msg_language_hint()).value(&form.lang).errors(errors);
    let zone =
        Select::time_zones("zone", t.msg_zone(), &form.zone).first(t.msg_country_choose()).errors(errors).time_zone();
    vec![Markup::of(&country), Markup::of(&region), Markup::of(&language), Markup::of(&zone)]
}

//! `/c/NAME/settings`: how a company's people come in, the language of its lists, and the ways to its other sections;
//! `/c/NAME/settings/two-step`: whether its users need two-step verification (COM-14).

use super::notices;
use crate::actions::change_settings::{Settings, change_settings};
use crate::actions::require_factor::require_factor;
use crate::model::states::JoinByLicense;
use crate::rights::{ChangeSettings, In};
use crate::sessions::{inside, membership};
use crate::tables::company;
use crate::texts;
use gatehouse_core::Lang;
use gatehouse_web::frames::{Actions, Panel, PanelForm, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted};
use serde::Deserialize;

/// The page, below a company's word.
pub(crate) const PAGE: &str = "/settings";
const TWO_STEP: &str = "/settings/two-step";

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| {
        doors.form("/c/{company}/settings", show, save).form(
            "/c/{company}/settings/two-step",
            show_two_step,
            save_two_step,
        )
    })
}

/// The company of the page, for who may change its settings.
async fn company(customer: &Customer) -> Result<(In<'static, ChangeSettings>, &company::Model), Halt> {
    let by = inside::<ChangeSettings>(customer).await?;
    Ok((by, membership(customer).ok_or(Halt::NotFound)?.company()))
}

async fn show(customer: Customer) -> Result<Done, Halt> {
    let (by, company) = company(&customer).await?;
    let sheet = page(&customer, &by, company, &stored(company), &FormErrors::new());
    customer.visit.show(&sheet)
}

async fn save(customer: Customer, Posted(form): Posted<Settings>) -> Result<Done, Halt> {
    let (by, company) = company(&customer).await?;
    let visit = &customer.visit;
    let outcome = change_settings(&visit.cx, company.id, &form).await;
    let saved = texts(visit.lang()).msg_settings_saved();
    let done = async |()| Ok(visit.go_saying(&customer.scope.path(PAGE), saved));
    // What was typed goes on with the row as it is now: who sends it again has seen that somebody else changed it.
    let again = async |errors| {
        let typed = Settings { version: company.version, ..form.clone() };
        Ok(page(&customer, &by, company, &typed, &errors))
    };
    visit.answer(outcome, done, again).await
}

/// The form of what is stored.
fn stored(company: &company::Model) -> Settings {
    Settings {
        join_by_license: company.join_by_license.word().to_owned(),
        own_domains_only: if company.own_domains_only { "true".to_owned() } else { String::new() },
        lang: company.lang.clone(),
        version: company.version,
    }
}

fn page(
    customer: &Customer,
    by: &In<'_, ChangeSettings>,
    company: &company::Model,
    form: &Settings,
    errors: &FormErrors,
) -> Sheet {
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let (t, scope) = (texts(lang), &customer.scope);
    let name =
        KeyValues::new().row(t.msg_company_name(), Cell::text(&company.name).sub(t.msg_settings_name_by_support()));
    let its = Panel::new(t.msg_company()).with(&name).button(Some(super::logo::button(customer)));
    let two_step = if company.require_factor { t.msg_factor_required() } else { t.msg_factor_not_required() };
    let two_step =
        Panel::new(t.msg_factor_title_settings()).id("two-step").text(two_step).with(&Actions::new([Button::link(
            t.msg_factor_change(),
            scope.path(TWO_STEP),
        )
        .about(t.msg_factor_title_settings())]));
    let mails = Panel::new(t.msg_notices())
        .text(t.msg_notices_lede())
        .with(&Actions::new([Button::link(t.msg_notices_choose(), scope.path(notices::PAGE))]));
    let head = PageHead::new(t.msg_settings()).crumbs(lang, [(company.name.clone(), scope.path(""))]);
    let mut sheet = Sheet::new(visit, t.msg_settings(), head)
        .narrow()
        .errors(errors)
        .with(&its)
        .with(&settings_form(lang, &scope.path(PAGE), form, errors))
        .with(&two_step)
        .with(&mails);
    sheet = sheet.with(&super::own_sign_in::ways(customer, by.is_owner()));
    if by.is_owner() {
        let delete = Button::link(t.msg_delete_button(), scope.path(super::delete::PAGE)).danger();
        let panel = Panel::new(t.msg_delete_company()).danger().text(t.msg_delete_panel());
        sheet = sheet.with(&panel.with(&Actions::new([delete])));
    }
    sheet
}

fn settings_form(lang: Lang, here: &str, form: &Settings, errors: &FormErrors) -> PanelForm {
    let t = texts(lang);
    let answers = JoinByLicense::ALL.map(|join| Choice::new(join.word(), join.name(lang)));
    let join = Choices::one("join_by_license", t.msg_settings_join(), answers)
        .values(&[&form.join_by_license])
        .hint(t.msg_settings_join_hint())
        .errors(errors);
    let domains = Checkbox::new("own_domains_only", t.msg_settings_domains_box())
        .hint(t.msg_settings_domains_hint())
        .checked(form.own_domains_only == "true")
        .errors(errors);
    let language = Select::languages("lang", t.msg_settings_lang(), &Lang::ALL)
        .hint(t.msg_settings_lang_hint())
        .value(&form.lang)
        .errors(errors);
    PanelForm::new(here)
        .titled("joining", t.msg_settings_people())
        .field(&join)
        .field(&domains)
        .field(&language)
        .field(&Field::hidden("version", form.version.to_string()))
        .button(Button::submit(t.msg_settings_save()).primary())
}

/// The tick.
#[derive(Default, Deserialize)]
#[serde(default)]
struct TwoStep {
    require_factor: String,
}

async fn show_two_step(customer: Customer) -> Result<Done, Halt> {
    let (_, company) = company(&customer).await?;
    customer.elevated()?;
    let sheet = two_step_page(&customer, company, company.require_factor, &FormErrors::new());
    customer.visit.show(&sheet)
}

async fn save_two_step(customer: Customer, Posted(form): Posted<TwoStep>) -> Result<Done, Halt> {
    let (_, company) = company(&customer).await?;
    customer.elevated()?;
    let (visit, wanted) = (&customer.visit, form.require_factor == "true");
    let t = texts(visit.lang());
    let saved = if wanted { t.msg_factor_required() } else { t.msg_factor_not_required() };
    let done = async |()| Ok(visit.go_saying(&customer.scope.path(PAGE), saved));
    let again = async |errors| Ok(two_step_page(&customer, company, wanted, &errors));
    visit.answer(require_factor(&visit.cx, company.id, wanted).await, done, again).await
}

fn two_step_page(customer: &Customer, company: &company::Model, ticked: bool, errors: &FormErrors) -> Sheet {
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let (t, scope) = (texts(lang), &customer.scope);
    let tick = Checkbox::new("require_factor", t.msg_factor_box()).hint(t.msg_factor_box_hint()).checked(ticked);
    let form = PanelForm::new(scope.path(TWO_STEP))
        .field(&tick.errors(errors))
        .button(Button::submit(t.msg_settings_save()).primary())
        .button(Button::link(t.msg_settings_cancel(), scope.path(PAGE)));
    let above = [(company.name.clone(), scope.path("")), (t.msg_settings(), scope.path(PAGE))];
    let head = PageHead::new(t.msg_factor_title_settings()).crumbs(lang, above).lede(t.msg_factor_settings_lede());
    let mut sheet = Sheet::new(visit, t.msg_factor_title_settings(), head).narrow().errors(errors);
    if errors.of("require_factor").is_some() {
        sheet = sheet.notices([Notice::info(t.msg_factor_own()).action(t.msg_factor_set_up(), "/account/security")]);
    }
    sheet.with(&Panel::new("").with(&form))
}

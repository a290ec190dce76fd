//! `/staff/companies/{id}/edit`: another name (COM-10), another country or language.

use super::company::{head_below, seen};
use crate::actions::staff::change_facts::{Facts, change_facts};
use crate::actions::staff::rename_company::rename_company;
use crate::lists::place;
use crate::model::name::LONGEST_COMPANY;
use crate::queries::staff::company::Looked;
use crate::rights::staff::CLERKS;
use crate::texts;
use gatehouse_accounts::model::Country;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| {
        doors.form("/staff/companies/{id}/edit", edit, rename).post("/staff/companies/{id}/facts", change)
    })
}

/// What was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    country: String,
    lang: String,
    version: String,
}

impl Typed {
    fn of(company: &Looked) -> Self {
        let row = &company.row;
        Self {
            name: row.name.clone(),
            country: row.country.clone(),
            lang: row.lang.clone(),
            version: row.version.to_string(),
        }
    }
}

async fn edit(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let company = seen(&staff, id).await?;
    staff.visit.show(&page(&staff, &company, &Typed::of(&company), &FormErrors::new()))
}

fn page(staff: &Staff, company: &Looked, typed: &Typed, errors: &FormErrors) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, here) = (texts(lang), place(company.row.id));
    let most = u32::try_from(LONGEST_COMPANY).unwrap_or(u32::MAX);
    let name = Field::text("name", t.msg_company_name()).hint(t.msg_staff_rename_hint()).max_length(most);
    let rename = PanelForm::new("")
        .titled("rename", t.msg_staff_rename())
        .field(&Field::hidden("version", typed.version.as_str()))
        .field(&name.value(typed.name.as_str()).errors(errors))
        .button(Button::submit(t.msg_staff_rename_button()).primary());
    let countries = Country::sorted(lang).iter().map(|country| Choice::new(country.code, country.name(lang)));
    let country = Select::new("country", t.msg_country(), countries).value(&typed.country).errors(errors);
    let languages = Select::languages("lang", t.msg_staff_lang(), &Lang::ALL).hint(t.msg_staff_lang_hint());
    let facts = PanelForm::new(format!("{here}/facts"))
        .titled("facts", t.msg_staff_facts_title())
        .field(&Field::hidden("version", typed.version.as_str()))
        .field(&country)
        .field(&languages.value(&typed.lang).errors(errors))
        .button(Button::submit(t.msg_staff_save()).primary());
    let title = t.msg_company_edit_title();
    Sheet::new(visit, title.as_str(), head_below(company, title.as_str(), lang))
        .narrow()
        .errors(errors)
        .with(&rename)
        .with(&facts)
}

/// Both forms stand on one page: what the other one would send is as it is stored.
async fn again(staff: &Staff, id: Uuid, typed: Typed, errors: &FormErrors) -> Result<Sheet, Halt> {
    let company = seen(staff, id).await?;
    let stored = Typed::of(&company);
    let or = |typed: String, stored: String| if typed.is_empty() { stored } else { typed };
    let typed = Typed {
        name: or(typed.name, stored.name),
        country: or(typed.country, stored.country),
        lang: or(typed.lang, stored.lang),
        version: stored.version,
    };
    Ok(page(staff, &company, &typed, errors))
}

async fn rename(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let renamed = rename_company(&visit.cx, id, typed.version.parse().ok(), &typed.name).await;
    let done = async |_| Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_staff_renamed()));
    visit.answer(renamed, done, async |errors| again(&staff, id, typed.clone(), &errors).await).await
}

async fn change(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let facts = Facts { country: Some(typed.country.clone()), lang: Some(typed.lang.clone()) };
    let changed = change_facts(&visit.cx, id, typed.version.parse().ok(), &facts).await;
    let done = async |_| Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_staff_saved()));
    visit.answer(changed, done, async |errors| again(&staff, id, typed.clone(), &errors).await).await
}

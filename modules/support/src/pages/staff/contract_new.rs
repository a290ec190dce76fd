//! `/staff/contracts/new`: a contract is entered (LIC-27).

use super::contract::place;
use crate::actions::enter_contract::{NewContract, TypedTerms, USUAL_CONTACTS, enter_contract};
use crate::lists::contracts::Contracts;
use crate::model::category::Level;
use crate::model::contact_lines::of_lines;
use crate::model::form::{FieldName, PREMIUM_ACTIVATION};
use crate::queries::staff::{Looked, texts as opened};
use crate::refusals::ContractRefusal;
use crate::rights::CLERKS;
use crate::texts;
use gatehouse_catalog::model::input::{Invalid, Reader, Wrong};
use gatehouse_catalog::queries::products;
use gatehouse_companies::queries::staff::company::named;
use gatehouse_context::Seen;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::list::List as _;
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(CLERKS, |doors| doors.form("/staff/contracts/new", blank, enter))
}

/// A form as it was sent; products are ticked.
#[derive(Clone, Debug, Default)]
struct Typed(Vec<(String, String)>);

impl Typed {
    fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    fn products(&self) -> Vec<&str> {
        self.0.iter().filter(|(name, _)| name == "products").map(|(_, value)| value.as_str()).collect()
    }
}

async fn blank(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let mut typed = vec![("company".to_owned(), asked.get("company"))];
    if let Ok(request) = Uuid::parse_str(&asked.get("request")) {
        typed = asked_for(&staff, request).await?;
    }
    typed.push(("max_contacts".to_owned(), USUAL_CONTACTS.to_string()));
    staff.visit.show(&page(&staff, &Typed(typed), &FormErrors::new()).await?)
}

/// What a request for a contract says (LIC-28): its company and its contacts.
async fn asked_for(staff: &Staff, id: Uuid) -> Result<Vec<(String, String)>, Halt> {
    let seen = Seen::<Looked>::find(&staff.may()?, id).await?.ok_or(Halt::NotFound)?;
    let (cx, row) = (&staff.visit.cx, seen.row());
    if row.kind.as_deref() != Some(PREMIUM_ACTIVATION) {
        return Err(Halt::NotFound);
    }
    let filled = opened(cx, &seen).await?.filled;
    let contacts = filled.get(FieldName::Contacts).unwrap_or_default().to_owned();
    let company = row.company_id.map(|company| company.to_string()).unwrap_or_default();
    let pairs = [("company", company), ("contacts", contacts), ("request", id.to_string())];
    Ok(pairs.map(|(name, value)| (name.to_owned(), value)).into())
}

async fn page(staff: &Staff, typed: &Typed, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let levels = [Level::Premium, Level::PremiumPlus].map(|level| Choice::new(level.word(), level.name(lang)));
    let products = products::all_by_name(&visit.cx).await?;
    let products = products.into_iter().map(|(id, name)| Choice::new(id.to_string(), name));
    let text = |name: &'static str, label: String| Field::text(name, label).value(typed.get(name)).errors(errors);
    let day = |name: &'static str, label: String| Field::date(name, label).value(typed.get(name)).errors(errors);
    let contacts = TextArea::new("contacts", t.msg_staff_contacts()).hint(t.msg_staff_contacts_hint());
    let critical = Checkbox::new("critical", t.msg_staff_contract_critical()).checked(typed.get("critical") == "true");
    let form = PanelForm::new("")
        .alone()
        .field(&text("company", t.msg_staff_company()).hint(t.msg_staff_contract_company_hint()))
        .field(&text("number", t.msg_mail_number()))
        .field(&text("name", t.msg_staff_name()))
        .field(&Choices::one("level", t.msg_level(), levels).values(&[typed.get("level")]).errors(errors))
        .field(&text("units", t.msg_units()).hint(t.msg_staff_units_hint()).optional(lang))
        .field(&critical)
        .field(&day("starts", t.msg_staff_starts()))
        .field(&day("ends", t.msg_staff_ends()))
        .field(&Choices::several("products", t.msg_staff_products(), products).values(&typed.products()).errors(errors))
        .field(&contacts.value(typed.get("contacts")).optional(lang).errors(errors))
        .field(&text("max_contacts", t.msg_contract_max_contacts()).short())
        .button(Button::submit(t.msg_staff_contract_enter()).primary())
        .button(Button::link(t.msg_staff_back(), Contracts::AT));
    let form = match typed.get("request") {
        "" => form,
        request => form.field(&Notice::info(t.msg_contract_of_request())).field(&Field::hidden("request", request)),
    };
    let head = PageHead::new(t.msg_staff_contract_new()).crumbs(lang, [(t.msg_contracts(), Contracts::AT)]);
    Ok(Sheet::new(visit, t.msg_staff_contract_new(), head).narrow().errors(errors).with(&form))
}

async fn read(staff: &Staff, typed: &Typed) -> Result<Result<NewContract, Invalid>, Halt> {
    let cx = &staff.visit.cx;
    let mut reader = Reader::default();
    let company = named(&staff.may()?, typed.get("company")).await?;
    if company.is_none() {
        reader.wrong("company", Wrong::Unknown);
    }
    let terms = TypedTerms {
        number: typed.get("number"),
        name: typed.get("name"),
        level: typed.get("level"),
        units: typed.get("units"),
        critical: typed.get("critical") == "true",
        starts: typed.get("starts"),
        ends: typed.get("ends"),
        max_contacts: typed.get("max_contacts"),
    };
    let new = NewContract {
        company: company.map(|row| row.id).unwrap_or_default(),
        products: typed.products().into_iter().filter_map(|id| Uuid::parse_str(id).ok()).collect(),
        contacts: of_lines(typed.get("contacts")),
        request: Uuid::parse_str(typed.get("request")).ok(),
        ..terms.read(&mut reader, &cx.zone)
    };
    Ok(reader.finish(new))
}

async fn enter(staff: Staff, Posted(sent): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    let (visit, typed) = (&staff.visit, Typed(sent));
    let new = match read(&staff, &typed).await? {
        Ok(new) => new,
        Err(invalid) => {
            return visit.again(&invalid, async |errors: FormErrors| page(&staff, &typed, &errors).await).await;
        }
    };
    let again = async |errors: FormErrors| page(&staff, &typed, &errors).await;
    let entered = enter_contract(&visit.cx, new).await;
    let done = async |id| Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_staff_contract_entered()));
    visit.answer::<_, ContractRefusal, _>(entered, done, again).await
}

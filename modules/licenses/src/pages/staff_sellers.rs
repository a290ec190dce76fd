//! `/staff/sellers`: who sells, and how buyers reach them (LIC-35).

use super::is_clerk;
use crate::actions::add_seller::add_seller;
use crate::actions::change_seller::change_seller;
use crate::lists::{Sellers, seller_badge};
use crate::model::seller::{HOURS, PHONE, SellerEntry, SellerKind};
use crate::queries::sellers;
use crate::tables::seller::Model;
use crate::{CLERKS, LOOKERS, texts};
use gatehouse_accounts::model::Country;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::{Panel, PanelForm, Paragraph, Sheet};
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, history};

const LIST: &str = Sellers::AT;

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| doors.get(LIST, list).get(Sellers::FILE, file).get("/staff/sellers/{id}", show))
        .staff(CLERKS, |doors| {
            doors.form("/staff/sellers/new", blank, create).form("/staff/sellers/{id}/edit", edit, save)
        })
}

fn sellers_of(staff: &Staff) -> Sellers {
    Sellers { may_add: is_clerk(staff) }
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let t = texts(staff.visit.lang());
    let listed = Listed::of_address(&staff.visit, sellers_of(&staff), &asked).await?;
    let mut head = PageHead::new(t.msg_nav_sellers()).lede(t.msg_sellers_lede());
    if is_clerk(&staff) {
        head = head.action(Button::link(t.msg_seller_new(), "/staff/sellers/new").icon(Icon::Plus).primary());
    }
    listed.show(&staff.visit, head)
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, sellers_of(&staff), &asked).await
}

/// The address of a seller's page.
fn place(id: Uuid) -> String {
    format!("{LIST}/{id}")
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let row = sellers::seller(&staff.may()?, id).await?.ok_or(Halt::NotFound)?;
    let mut head = PageHead::new(&row.name)
        .lede(row.kind.name(lang))
        .badge(seller_badge(&row, lang))
        .crumbs(lang, [(t.msg_nav_sellers(), LIST)]);
    if is_clerk(&staff) {
        head = head.action(Button::link(t.msg_seller_edit(), format!("{}/edit", place(id))).icon(Icon::Edit).primary());
    }
    let told = history::for_staff(&visit.cx, id).await?;
    let panel = Panel::new(t.msg_history()).id("history");
    let told = match told.as_slice() {
        [] => panel.with(&Paragraph::muted(t.msg_history_none())),
        _ => panel.with(&Timeline::new(told)),
    };
    let facts = Panel::new(t.msg_seller_told()).with(&facts(&row, lang));
    visit.show(&Sheet::new(visit, &row.name, head).with(&facts).with(&told))
}

fn facts(row: &Model, lang: Lang) -> KeyValues {
    let t = texts(lang);
    let country = row.country.as_deref().and_then(Country::from_code);
    let site = if row.site.is_empty() { Cell::none() } else { Cell::link(&row.site, &row.site) };
    KeyValues::new()
        .row(t.msg_seller_site(), site)
        .row(t.msg_seller_email(), Cell::text(gatehouse_address::shown(&row.email)))
        .row(t.msg_seller_phone(), Cell::text(&row.phone))
        .row(t.msg_seller_hours(), Cell::text(&row.hours))
        .row(t.msg_seller_country(), Cell::text(country.map(|c| c.name(lang)).unwrap_or_default()))
        .row(t.msg_seller_code(), Cell::text(&row.code))
}

/// A form as it was sent.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Typed {
    code: String,
    name: String,
    kind: String,
    site: String,
    email: String,
    phone: String,
    hours: String,
    country: String,
    archived: String,
    version: String,
}

impl Typed {
    fn of(row: Model) -> Self {
        Self {
            code: row.code,
            name: row.name,
            kind: row.kind.word().to_owned(),
            site: row.site,
            email: gatehouse_address::shown(&row.email),
            phone: row.phone,
            hours: row.hours,
            country: row.country.unwrap_or_default(),
            archived: row.archived_at.map(|_| "true".to_owned()).unwrap_or_default(),
            version: row.version.to_string(),
        }
    }

    fn is_archived(&self) -> bool {
        self.archived == "true"
    }

    fn entry(&self, archived: Option<bool>) -> SellerEntry {
        SellerEntry {
            code: self.code.clone(),
            name: self.name.clone(),
            kind: self.kind.clone(),
            site: self.site.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
            hours: self.hours.clone(),
            country: self.country.clone(),
            archived,
        }
    }
}

fn fields(typed: &Typed, errors: &FormErrors, lang: Lang) -> PanelForm {
    let t = texts(lang);
    let most = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let kinds = SellerKind::ALL.map(|kind| Choice::new(kind.word(), kind.name(lang)));
    let countries = Country::sorted(lang).iter().map(|country| Choice::new(country.code, country.name(lang)));
    let code = Field::text("code", t.msg_seller_code()).hint(t.msg_seller_code_hint()).max_length(64);
    let hours = Field::text("hours", t.msg_seller_hours()).hint(t.msg_seller_hours_hint()).max_length(most(HOURS));
    let country = Select::new("country", t.msg_seller_country(), countries).first(t.msg_seller_country_none());
    let site = Field::url("site", t.msg_seller_site()).hint(t.msg_seller_ways_hint()).max_length(500);
    let email = Field::text("email", t.msg_seller_email()).autocomplete("off");
    let phone = Field::tel("phone", t.msg_seller_phone()).autocomplete("off").max_length(most(PHONE));
    PanelForm::new("")
        .alone()
        .field(&Field::hidden("version", &typed.version))
        .field(&Field::text("name", t.msg_seller_name()).max_length(120).value(&typed.name).errors(errors))
        .field(&code.value(&typed.code).errors(errors))
        .field(&Choices::one("kind", t.msg_kind(), kinds).values(&[&typed.kind]).errors(errors))
        .field(&site.value(&typed.site).optional(lang).errors(errors))
        .field(&email.value(&typed.email).optional(lang).errors(errors))
        .field(&phone.value(&typed.phone).optional(lang).errors(errors))
        .field(&hours.value(&typed.hours).optional(lang).errors(errors))
        .field(&country.value(&typed.country).errors(errors))
}

async fn blank(staff: Staff) -> Result<Done, Halt> {
    let typed = Typed { kind: "shop".to_owned(), ..Typed::default() };
    staff.visit.show(&new_form(&staff, &typed, &FormErrors::new()))
}

fn new_form(staff: &Staff, typed: &Typed, errors: &FormErrors) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let form = fields(typed, errors, lang)
        .button(Button::submit(t.msg_seller_add()).primary())
        .button(Button::link(t.msg_cancel(), LIST));
    let head = PageHead::new(t.msg_seller_new()).crumbs(lang, [(t.msg_nav_sellers(), LIST)]);
    Sheet::new(visit, t.msg_seller_new(), head).narrow().errors(errors).with(&form)
}

async fn create(staff: Staff, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let added = add_seller(&visit.cx, &typed.entry(None)).await;
    let done = async |id| Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_seller_added()));
    visit.answer(added, done, async |errors| Ok(new_form(&staff, &typed, &errors))).await
}

fn edit_form(staff: &Staff, id: Uuid, name: &str, typed: &Typed, errors: &FormErrors) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let archived = Checkbox::new("archived", t.msg_seller_archive()).hint(t.msg_seller_archive_hint());
    let form = fields(typed, errors, lang)
        .field(&archived.checked(typed.is_archived()))
        .button(Button::submit(t.msg_seller_save()).primary())
        .button(Button::link(t.msg_cancel(), place(id)));
    let above = [(t.msg_nav_sellers(), LIST.to_owned()), (name.to_owned(), place(id))];
    let head = PageHead::new(t.msg_seller_edit()).crumbs(lang, above);
    Sheet::new(visit, t.msg_seller_edit(), head).narrow().errors(errors).with(&form)
}

async fn edit(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let row = sellers::seller(&staff.may()?, id).await?.ok_or(Halt::NotFound)?;
    let name = row.name.clone();
    staff.visit.show(&edit_form(&staff, id, &name, &Typed::of(row), &FormErrors::new()))
}

async fn save(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let row = sellers::seller(&staff.may()?, id).await?.ok_or(Halt::NotFound)?;
    let entry = typed.entry(Some(typed.is_archived()));
    let changed = change_seller(&visit.cx, id, typed.version.parse().ok(), &entry).await;
    let done = async |id| Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_seller_saved()));
    visit.answer(changed, done, async |errors| Ok(edit_form(&staff, id, &row.name, &typed, &errors))).await
}

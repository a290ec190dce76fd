//! `/staff/help/categories`: the categories, and the form of one.

use crate::actions::save_category::{NAME, SaveCategory, save_category};
use crate::lists::Articles;
use crate::queries::staff::{categories, name, names};
use crate::rights::{LOOKERS, WRITERS};
use crate::texts;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::list::List as _;
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

const AT: &str = "/staff/help/categories";

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.get(AT, list)).staff(WRITERS, |doors| {
        doors.form("/staff/help/categories/new", blank, create).form("/staff/help/categories/{id}", show, save)
    })
}

async fn list(staff: Staff) -> Result<Done, Halt> {
    let (visit, lang, format) = (&staff.visit, staff.visit.lang(), staff.visit.format());
    let t = texts(lang);
    let all = categories(&visit.cx).await?;
    let mut table = Table::new(t.msg_categories(), [t.msg_name(), t.msg_above(), t.msg_place()].map(Head::new));
    let may_write = staff.is_any_of(WRITERS);
    for row in &all {
        let above = row.parent_id.and_then(|id| all.iter().find(|one| one.id == id));
        let name_of = name(row, lang);
        let named = if may_write { Cell::link(name_of, format!("{AT}/{}", row.id)) } else { Cell::text(name_of) };
        table.push([
            named,
            Cell::text(above.map(|one| name(one, lang)).unwrap_or_default()),
            Cell::number(format.number(row.place)),
        ]);
    }
    let mut head = PageHead::new(t.msg_categories()).crumbs(lang, [(t.msg_nav_help(), Articles::AT)]);
    if may_write {
        head = head.action(Button::link(t.msg_category_new(), format!("{AT}/new")).icon(Icon::Plus).primary());
    }
    visit
        .show(&Sheet::new(visit, t.msg_categories(), head).with(&Panel::new("").table_or(table, t.msg_no_categories())))
}

fn read(sent: Vec<(String, String)>) -> SaveCategory {
    let asked = Asked::from(sent);
    let names = Lang::ALL
        .map(|one| (one.tag().to_owned(), asked.raw(&format!("name_{}", one.tag())).unwrap_or_default().to_owned()));
    SaveCategory { slug: asked.get("slug"), above: asked.get("above"), place: asked.get("place"), names: names.into() }
}

async fn blank(staff: Staff) -> Result<Done, Halt> {
    let typed = SaveCategory { place: "500".to_owned(), ..SaveCategory::default() };
    staff.visit.show(&page(&staff, None, &typed, &FormErrors::new()).await?)
}

async fn create(staff: Staff, Posted(sent): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    keep(&staff, None, &read(sent)).await
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let row = categories(&staff.visit.cx).await?.into_iter().find(|row| row.id == id).ok_or(Halt::NotFound)?;
    let names = names(&row);
    let above = row.parent_id.map(|id| id.to_string()).unwrap_or_default();
    let typed = SaveCategory { slug: row.slug, above, place: row.place.to_string(), names };
    staff.visit.show(&page(&staff, Some(id), &typed, &FormErrors::new()).await?)
}

async fn save(staff: Staff, Ids([id]): Ids<1>, Posted(sent): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    keep(&staff, Some(id), &read(sent)).await
}

async fn keep(staff: &Staff, id: Option<Uuid>, typed: &SaveCategory) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let saved = save_category(&visit.cx, id, typed).await;
    let done = async |_: Uuid| Ok(visit.go_saying(AT, texts(visit.lang()).msg_saved()));
    visit.answer(saved, done, async |errors: FormErrors| page(staff, id, typed, &errors).await).await
}

async fn page(staff: &Staff, id: Option<Uuid>, typed: &SaveCategory, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let mut form = PanelForm::new("").alone();
    for one in Lang::ALL {
        let key = format!("name_{}", one.tag());
        let value = typed.names.get(one.tag()).map_or("", String::as_str);
        let field = Field::text(key, t.msg_name_in(one.name())).value(value).max_length(NAME).errors(errors);
        form = form.field(&if one == Lang::En { field } else { field.optional(lang) });
    }
    if id.is_none() {
        let words = Field::text("slug", t.msg_slug()).hint(t.msg_slug_hint()).value(&typed.slug).max_length(60);
        form = form.field(&words.errors(errors));
    }
    let all = categories(&visit.cx).await?;
    let above = all.iter().filter(|row| row.parent_id.is_none() && Some(row.id) != id);
    let above = above.map(|row| Choice::new(row.id.to_string(), name(row, lang)));
    let above = Select::new("above", t.msg_above(), above).first(t.msg_above_none()).value(&typed.above).plain();
    let form = form
        .field(&above.errors(errors))
        .field(&Field::number("place", t.msg_place(), 0, 9_999).value(&typed.place).errors(errors))
        .button(Button::submit(t.msg_save()).primary())
        .button(Button::link(t.msg_back(), AT));
    let title = if id.is_some() { t.msg_category() } else { t.msg_category_new() };
    let head = PageHead::new(title.as_str()).crumbs(lang, [(t.msg_nav_help(), Articles::AT), (t.msg_categories(), AT)]);
    Ok(Sheet::new(visit, title, head).narrow().errors(errors).with(&form))
}

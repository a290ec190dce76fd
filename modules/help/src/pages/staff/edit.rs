//! `/staff/help/new` and `/staff/help/{id}/edit`: what of an article does not depend on its language.

use crate::actions::save_article::{SaveArticle, save_article};
use crate::lists::Articles;
use crate::model::slug;
use crate::model::words::{Audience, Kind};
use crate::queries::staff::{categories, name, whole};
use crate::rights::WRITERS;
use crate::texts;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::list::List as _;
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

const NEW: &str = "/staff/help/new";

pub(super) fn doors() -> Doors {
    Doors::new().staff(WRITERS, |doors| doors.form(NEW, blank, create).form("/staff/help/{id}/edit", show, save))
}

async fn blank(staff: Staff) -> Result<Done, Halt> {
    let typed = SaveArticle { source: staff.visit.lang().tag().to_owned(), ..SaveArticle::default() };
    let typed =
        SaveArticle { kind: Kind::Article.word().to_owned(), audience: Audience::Public.word().to_owned(), ..typed };
    staff.visit.show(&page(&staff, None, &typed, &FormErrors::new()).await?)
}

async fn create(staff: Staff, Posted(typed): Posted<SaveArticle>) -> Result<Done, Halt> {
    keep(&staff, None, &typed).await
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let row = whole(&staff.may()?, id).await?.ok_or(Halt::NotFound)?.article;
    let typed = SaveArticle {
        slug: row.slug,
        category: row.category_id.to_string(),
        kind: row.kind.word().to_owned(),
        audience: row.audience.word().to_owned(),
        source: row.source_lang,
        form: row.form.unwrap_or_default(),
        version: row.version.to_string(),
    };
    staff.visit.show(&page(&staff, Some(id), &typed, &FormErrors::new()).await?)
}

async fn save(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<SaveArticle>) -> Result<Done, Halt> {
    keep(&staff, Some(id), &typed).await
}

async fn keep(staff: &Staff, id: Option<Uuid>, typed: &SaveArticle) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let saved = save_article(&visit.cx, id, typed).await;
    // A new one has no text yet: that comes next.
    let done = async |saved: Uuid| {
        let at = format!("{}/{saved}", Articles::AT);
        let said = texts(visit.lang()).msg_saved();
        Ok(if id.is_some() { visit.go_saying(&at, said) } else { visit.go(&format!("{at}/text/{}", typed.source)) })
    };
    visit.answer(saved, done, async |errors: FormErrors| page(staff, id, typed, &errors).await).await
}

async fn page(staff: &Staff, id: Option<Uuid>, typed: &SaveArticle, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let all = categories(&visit.cx).await?;
    let choices = all.iter().map(|row| Choice::new(row.id.to_string(), name(row, lang)));
    let category = Select::new("category", t.msg_category(), choices).first(t.msg_choose()).value(&typed.category);
    let kinds = Kind::ALL.map(|kind| Choice::new(kind.word(), kind.name(lang)));
    let audiences = Audience::ALL.map(|audience| Choice::new(audience.word(), audience.name(lang)));
    let most = u32::try_from(slug::MOST).unwrap_or(u32::MAX);
    let words = Field::text("slug", t.msg_slug()).hint(t.msg_slug_hint()).value(&typed.slug).max_length(most);
    let form_page = Field::text("form", t.msg_form()).hint(t.msg_form_hint()).value(&typed.form).max_length(300);
    let mut form = PanelForm::new("")
        .alone()
        .field(&words.errors(errors))
        .field(&category.errors(errors))
        .field(&Select::new("kind", t.msg_kind(), kinds).value(&typed.kind).errors(errors))
        .field(&Select::new("audience", t.msg_audience(), audiences).value(&typed.audience).errors(errors));
    form = match id {
        Some(_) => form.field(&Field::hidden("version", typed.version.as_str())),
        None => {
            let languages = Lang::ALL.map(|one| Choice::new(one.tag(), one.name()));
            let source =
                Select::new("source", t.msg_source(), languages).hint(t.msg_source_hint()).value(&typed.source);
            form.field(&source.errors(errors))
        }
    };
    let back = id.map_or_else(|| Articles::AT.to_owned(), |id| format!("{}/{id}", Articles::AT));
    let form = form
        .field(&form_page.optional(lang).errors(errors))
        .button(Button::submit(t.msg_save()).primary())
        .button(Button::link(t.msg_back(), back.as_str()));
    let title = if id.is_some() { t.msg_article_edit() } else { t.msg_article_new() };
    let head = PageHead::new(title.as_str()).crumbs(lang, [(t.msg_nav_help(), Articles::AT)]);
    Ok(Sheet::new(visit, title, head).narrow().errors(errors).with(&form))
}

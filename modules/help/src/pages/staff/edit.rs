//! `/staff/help/new` and `/staff/help/{id}/edit`: what of an article does not depend on its language. A new one may begin from a request's question.

use super::question::{Question, place, question};
use crate::actions::save_article::{SaveArticle, VERSIONS, save_article};
use crate::lists::Articles;
use crate::model::slug;
use crate::model::words::{Audience, Kind};
use crate::queries::proposals::waiting;
use crate::queries::staff::{categories, name, whole};
use crate::rights::WRITERS;
use crate::texts;
use gatehouse_catalog::queries::products::all_by_name;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::list::List as _;
use gatehouse_web::query::{Asked, Ids, address};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

/// Where an article begins.
pub(super) const NEW: &str = "/staff/help/new";

pub(super) fn doors() -> Doors {
    Doors::new().staff(WRITERS, |doors| doors.form(NEW, blank, create).form("/staff/help/{id}/edit", show, save))
}

/// What a form is about besides what is typed: the article that is changed, or the request that a new one begins from.
struct About<'a> {
    id: Option<Uuid>,
    question: Option<&'a Question>,
}

async fn from_request(staff: &Staff, asked: &Asked) -> Result<Option<Question>, Halt> {
    match Uuid::parse_str(&asked.get("request")) {
        Ok(id) => Ok(Some(question(staff, id).await?)),
        Err(_) => Ok(None),
    }
}

async fn blank(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let question = from_request(&staff, &asked).await?;
    let kind = if question.is_some() { Kind::Question } else { Kind::Article };
    let lang = question.as_ref().map_or_else(|| staff.visit.lang(), |question| question.lang);
    let typed = SaveArticle {
        source: lang.tag().to_owned(),
        kind: kind.word().to_owned(),
        audience: Audience::Public.word().to_owned(),
        products: question.iter().filter_map(|question| question.product).map(|id| id.to_string()).collect(),
        ..SaveArticle::default()
    };
    let about = About { id: None, question: question.as_ref() };
    staff.visit.show(&page(&staff, &about, &typed, &FormErrors::new()).await?)
}

fn read(asked: &Asked) -> SaveArticle {
    SaveArticle {
        slug: asked.get("slug"),
        category: asked.get("category"),
        kind: asked.get("kind"),
        audience: asked.get("audience"),
        source: asked.get("source"),
        form: asked.raw("form").unwrap_or_default().to_owned(),
        products: asked.all("products").map(str::to_owned).collect(),
        versions: asked.get("versions"),
        version: asked.get("version"),
    }
}

async fn create(staff: Staff, Posted(sent): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    let asked = Asked::from(sent);
    let question = from_request(&staff, &asked).await?;
    keep(&staff, &About { id: None, question: question.as_ref() }, &read(&asked)).await
}

async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let found = whole(&staff.may()?, id).await?.ok_or(Halt::NotFound)?;
    let (row, products) = (found.article, found.products);
    let typed = SaveArticle {
        slug: row.slug,
        category: row.category_id.to_string(),
        kind: row.kind.word().to_owned(),
        audience: row.audience.word().to_owned(),
        source: row.source_lang,
        form: row.form.unwrap_or_default(),
        versions: products.first().map(|row| row.versions.clone()).unwrap_or_default(),
        products: products.iter().map(|row| row.product_id.to_string()).collect(),
        version: row.version.to_string(),
    };
    staff.visit.show(&page(&staff, &About { id: Some(id), question: None }, &typed, &FormErrors::new()).await?)
}

async fn save(staff: Staff, Ids([id]): Ids<1>, Posted(sent): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    keep(&staff, &About { id: Some(id), question: None }, &read(&Asked::from(sent))).await
}

async fn keep(staff: &Staff, about: &About<'_>, typed: &SaveArticle) -> Result<Done, Halt> {
    let saved = save_article(&staff.visit.cx, about.id, typed).await;
    let done = async |saved: Uuid| gone_on(staff, about, typed, saved).await;
    staff.visit.answer(saved, done, async |errors: FormErrors| page(staff, about, typed, &errors).await).await
}

/// Where it goes on: a new one has no text yet, and that comes next.
async fn gone_on(staff: &Staff, about: &About<'_>, typed: &SaveArticle, saved: Uuid) -> Result<Done, Halt> {
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let at = format!("{}/{saved}", Articles::AT);
    if about.id.is_some() {
        let waits = waiting(&visit.cx, visit.cx.read(), saved).await?.is_some();
        return Ok(visit.go_saying(&at, if waits { t.msg_saved_waits() } else { t.msg_saved() }));
    }
    let request = about.question.map(|question| question.id.to_string()).unwrap_or_default();
    Ok(visit.go(&address(&format!("{at}/text/{}", typed.source), &[("request", &request)])))
}

async fn page(staff: &Staff, about: &About<'_>, typed: &SaveArticle, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, id) = (texts(lang), about.id);
    let all = categories(&visit.cx).await?;
    let choices = all.iter().map(|row| Choice::new(row.id.to_string(), name(row, lang)));
    let category = Select::new("category", t.msg_category(), choices).first(t.msg_choose()).value(&typed.category);
    let kinds = Kind::ALL.map(|kind| Choice::new(kind.word(), kind.name(lang)));
    let audiences = Audience::ALL.map(|audience| Choice::new(audience.word(), audience.name(lang)));
    let audience = Select::new("audience", t.msg_audience(), audiences).hint(t.msg_audience_hint());
    let audience = audience.value(&typed.audience);
    let most = u32::try_from(slug::MOST).unwrap_or(u32::MAX);
    let words = Field::text("slug", t.msg_slug()).hint(t.msg_slug_hint()).value(&typed.slug).max_length(most);
    let form_page = Field::text("form", t.msg_form()).hint(t.msg_form_hint()).value(&typed.form).max_length(300);
    let mut form = PanelForm::new("")
        .alone()
        .field(&words.errors(errors))
        .field(&category.errors(errors))
        .field(&Select::new("kind", t.msg_kind(), kinds).value(&typed.kind).errors(errors))
        .field(&audience.errors(errors));
    form = match id {
        Some(_) => form.field(&Field::hidden("version", typed.version.as_str())),
        None => {
            let languages = Lang::ALL.map(|one| Choice::new(one.tag(), one.name()));
            let source =
                Select::new("source", t.msg_source(), languages).hint(t.msg_source_hint()).value(&typed.source);
            form.field(&source.errors(errors))
        }
    };
    let products = all_by_name(&visit.cx).await?;
    if !products.is_empty() {
        let choices = products.into_iter().map(|(id, name)| Choice::new(id.to_string(), name));
        let choices = Choices::several("products", t.msg_products(), choices).hint(t.msg_products_hint());
        let versions = Field::text("versions", t.msg_versions_field()).hint(t.msg_versions_hint());
        form = form
            .field(&choices.values(&typed.products).errors(errors))
            .field(&versions.value(&typed.versions).max_length(VERSIONS).optional(lang).errors(errors));
    }
    if let Some(question) = about.question {
        form = form.field(&Field::hidden("request", question.id.to_string()));
    }
    let back = id.map_or_else(|| Articles::AT.to_owned(), |id| format!("{}/{id}", Articles::AT));
    let form = form
        .field(&form_page.optional(lang).errors(errors))
        .button(Button::submit(t.msg_save()).primary())
        .button(Button::link(t.msg_back(), back.as_str()));
    let title = if id.is_some() { t.msg_article_edit() } else { t.msg_article_new() };
    let head = PageHead::new(title.as_str()).crumbs(lang, [(t.msg_nav_help(), Articles::AT)]);
    let notice = about.question.map(|question| of_question(question, lang));
    Ok(Sheet::new(visit, title, head).narrow().errors(errors).notices(notice).with(&form))
}

/// From which request it begins, and what to look after.
pub(super) fn of_question(question: &Question, lang: Lang) -> Notice {
    let t = texts(lang);
    Notice::info(t.msg_from_request_text()).action(t.msg_from_request(question.number.as_str()), place(question.id))
}

//! The form of a new request, by its category (SUP-1, SUP-2): everything works without script; each step keeps the draft.

use super::advice;
use super::form::{DraftToken, Form};
use super::narrowed::Ground;
use super::side::Side;
use crate::actions::accept_provision::has_accepted;
use crate::model::category::{Category, Critical};
use crate::model::form::{self, Field as Asked, FieldKind, FieldName, at};
use crate::model::message::{MOST_SUBJECT, MOST_TYPED};
use crate::model::provision::statement;
use crate::queries::drafts;
use crate::texts;
use gatehouse_core::{Lang, Uuid};
use gatehouse_files::uploads::of_message;
use gatehouse_files::{has_scanner, upload_address};
use gatehouse_web::frames::{Fold, PanelForm, Sheet};
use gatehouse_web::query::address;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Halt};

/// The page with the form.
pub(super) async fn sheet(
    customer: &Customer,
    side: &Side,
    category: Category,
    (form, draft): (&Form, DraftToken),
    errors: &FormErrors,
) -> Result<Sheet, Halt> {
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let (t, cx) = (texts(lang), &visit.cx);
    let title = category.name(lang);
    let head = PageHead::new(title.as_str())
        .lede(category.hint(lang))
        .crumbs(lang, [(t.msg_requests(), side.at("")), (t.msg_ask_new(), side.at("/new"))]);
    let page = Sheet::new(visit, title.as_str(), head).narrow().errors(errors);
    let ground = if category.needs_license() { Some(Ground::of(cx, side, form).await?) } else { None };
    if ground.as_ref().is_some_and(|ground| !ground.has_any()) {
        return Ok(page.notices([no_license(side, lang)]));
    }
    // What is another one's shows nothing of it, and its id is not sealed for them.
    let is_own = draft.begins || drafts::is_own(cx, side.account(), side.company(), draft.id).await?;
    let token = if is_own { draft.text(cx, side.account()) } else { draft.id.to_string() };
    let to = address(&side.at("/new"), &[("draft", &token)]);
    let mut panel =
        PanelForm::new(to).alone().unguarded().with_file().field(&Field::hidden("category", category.word()));
    for name in ["follows", "license"] {
        let is_asked = name == "license" && ground.is_some();
        if !form.get(name).is_empty() && !is_asked {
            panel = panel.field(&Field::hidden(name, form.get(name)));
        }
    }
    if !form.get("follows").is_empty() {
        panel = panel.field(&Notice::info(t.msg_ask_follows(form.get("follows"))));
    }
    let mut notice = None;
    if let Some(ground) = &ground {
        panel = panel.fields(ground.fields(form, errors, lang));
        notice = ground.advice(form, lang);
        if ground.narrowed(form).product.is_none() {
            let on = Button::submit(t.msg_ask_continue()).value("act", "narrow").primary();
            return Ok(page.with(&panel.button(on)));
        }
        panel = panel.field(&Button::submit(t.msg_ask_narrow()).value("act", "narrow").small());
        if category.takes_contract() {
            panel = panel.field(&Markup::of(&ground.level(side, form, errors, lang)));
        }
    }
    let kind = form.get(&at(FieldName::Kind));
    if category == Category::Portal && kind == form::PREMIUM_ACTIVATION {
        panel = panel.field(&Notice::info(t.msg_ask_activation()));
    }
    let asked = form::fields(category).iter().filter(|field| form::is_asked(field.name, kind));
    panel = panel.fields(asked.map(|field| input(*field, form, errors, lang)));
    panel = panel.field(&subject(form, errors, lang));
    let product = ground.as_ref().and_then(|ground| ground.narrowed(form).product.map(|product| product.id));
    panel = panel.fields(advice::suggestions(cx, form.get("subject"), product, lang).await?);
    panel = panel.field(&description(category, form, errors, lang));
    if category.takes_contract() && ground.as_ref().is_some_and(Ground::has_critical) {
        panel = panel.field(&critical(form, errors, lang));
    }
    if side.company().is_some() {
        let only = Checkbox::new("confidential", t.msg_ask_confidential()).hint(t.msg_ask_confidential_hint());
        panel = panel.field(&only.checked(form.is_ticked("confidential")));
    }
    let of = Some(draft.id).filter(|_| is_own);
    panel = panel.fields(files(customer, side, category, (of, &token), errors).await?);
    let send = Button::submit(t.msg_ask_send()).value("act", "send").icon(Icon::Send).primary();
    let save = Button::submit(t.msg_ask_save()).value("act", "save");
    Ok(page.notices(notice).with(&panel.button(send).button(save)))
}

/// Nothing runs: the page says so, and leads to adding a license (SUP-22).
fn no_license(side: &Side, lang: Lang) -> Notice {
    let t = texts(lang);
    let add = match side.company() {
        Some(_) => side.at("").replace("/requests", "/licenses"),
        None => "/licenses".to_owned(),
    };
    Notice::warn(t.msg_ask_no_license_text())
        .title(t.msg_ask_no_license())
        .button(Button::link(t.msg_ask_add_license(), format!("{add}/add")).icon(Icon::Plus))
        .action(t.msg_ask_other_category(), side.at("/new"))
}

/// A field of the category's form.
pub(super) fn input(field: Asked, form: &Form, errors: &FormErrors, lang: Lang) -> Markup {
    let (name, label) = (at(field.name), field.name.label(lang));
    let value = form.get(&name);
    let most = |most: usize| u32::try_from(most).unwrap_or(u32::MAX);
    match field.kind {
        FieldKind::Line(length) => {
            let line = Field::text(name.as_str(), label).value(value).max_length(most(length));
            Markup::of(&if field.required { line } else { line.optional(lang) }.errors(errors))
        }
        FieldKind::Lines(length) => {
            let lines = TextArea::new(name.as_str(), label).value(value).max_length(most(length)).rows(4);
            let lines = match field.name {
                FieldName::Contacts => lines.hint(texts(lang).msg_staff_contacts_hint()),
                _ => lines,
            };
            Markup::of(&if field.required { lines } else { lines.optional(lang) }.errors(errors))
        }
        FieldKind::One(choices) => {
            let choices = choices.iter().map(|choice| Choice::new(choice.word, (choice.name)(lang)));
            let select = Select::new(name.as_str(), label, choices).first(texts(lang).msg_ask_choose()).value(value);
            Markup::of(&select.errors(errors))
        }
        FieldKind::Box => Markup::of(&Checkbox::new(name.as_str(), label).checked(value == "true").errors(errors)),
        FieldKind::Request => {
            let number = Field::text(name.as_str(), label).value(value).hint(texts(lang).msg_ask_number_hint());
            Markup::of(&if field.required { number } else { number.optional(lang) }.max_length(40).errors(errors))
        }
    }
}

fn subject(form: &Form, errors: &FormErrors, lang: Lang) -> Field {
    Field::text("subject", texts(lang).msg_mail_subject())
        .value(form.get("subject"))
        .max_length(u32::try_from(MOST_SUBJECT).unwrap_or(200))
        .errors(errors)
}

fn description(category: Category, form: &Form, errors: &FormErrors, lang: Lang) -> TextArea {
    let t = texts(lang);
    let hint = match category {
        Category::Technical => t.msg_ask_description_technical(),
        Category::CompromisedCode => t.msg_ask_description_code(),
        _ => t.msg_ask_description_hint(),
    };
    TextArea::new("description", t.msg_ask_description())
        .hint(hint)
        .value(form.get("description"))
        .max_length(u32::try_from(MOST_TYPED).unwrap_or(u32::MAX))
        .rows(8)
        .errors(errors)
}

/// The box of a critical incident, with its conditions (SUP-4).
fn critical(form: &Form, errors: &FormErrors, lang: Lang) -> Fold {
    let t = texts(lang);
    let kinds = Critical::ALL.into_iter().map(|kind| Choice::new(kind.word(), kind.name(lang)));
    let kind = Select::new("critical", t.msg_ask_critical(), kinds).first(t.msg_ask_critical_no());
    let kind = kind.value(form.get("critical")).plain().errors(errors);
    let fold = Fold::new(t.msg_ask_critical()).open(!form.get("critical").is_empty()).with(&kind);
    // Which conditions are whose is read, not guessed.
    let conditions = Critical::ALL
        .into_iter()
        .fold(KeyValues::new(), |all, kind| all.row(kind.name(lang), Cell::text(kind.conditions(lang))));
    fold.with(&conditions)
        .with(
            &Checkbox::new("accept_conditions", t.msg_ask_critical_accept())
                .checked(form.is_ticked("accept_conditions"))
                .errors(errors),
        )
        .with(
            &Field::tel("callback", t.msg_field_callback())
                .value(form.get("callback"))
                .max_length(60)
                .plain()
                .errors(errors),
        )
}

/// The files, or the statement that has to be accepted before the first one (SUP-5).
async fn files(
    customer: &Customer,
    side: &Side,
    category: Category,
    (draft, token): (Option<Uuid>, &str),
    errors: &FormErrors,
) -> Result<Vec<Markup>, Halt> {
    let (cx, lang) = (&customer.visit.cx, customer.visit.lang());
    let t = texts(lang);
    let mut parts = Vec::new();
    if category.needs_file() {
        parts.push(Markup::of(&Notice::info(category.missing_file(lang))));
    }
    if !has_accepted(cx.read(), side.account()).await? {
        parts.extend(provision(lang));
        return Ok(parts);
    }
    let coming = match draft {
        Some(draft) => of_message(cx, draft).await?,
        None => Vec::new(),
    };
    let coming: Vec<_> =
        coming.into_iter().map(|one| (upload_address(cx, one.id), one)).map(|(at, one)| (one, at)).collect();
    let to = |page: &str| address(&side.at(page), &[("draft", token)]);
    let field = UploadField::new(lang, "file", t.msg_ask_files(), to("/new/files"))
        .coming(&coming, has_scanner(cx))
        .remove(to("/new"))
        .errors(errors);
    parts.push(Markup::of(&field));
    Ok(parts)
}

/// The statement, and the button that accepts it.
pub(super) fn provision(lang: Lang) -> [Markup; 2] {
    let t = texts(lang);
    let text = Notice::info(statement(lang)).title(t.msg_ask_provision());
    let accept = Button::submit(t.msg_ask_provision_accept()).value("act", "accept").icon(Icon::Check);
    [Markup::of(&text), Markup::of(&accept)]
}

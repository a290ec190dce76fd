//! `/staff/support`: queues, and the rules by which new requests find theirs (SUP-17).

use super::settings_times;
use crate::actions::save_queue::{SaveQueue, add_rule, change_rule, raise_rule, remove_rule, save_queue};
use crate::actions::support_settings::SettingRefusal;
use crate::model::category::{Category, Level};
use crate::model::queue_rules::{QueueRule, Wanted, shadowed};
use crate::queries::settings::{queues, rules};
use crate::rights::LEADS;
use crate::tables::{queue_rule, support_queue};
use crate::texts;
use gatehouse_accounts::model::Country;
use gatehouse_catalog::queries::products;
use gatehouse_core::{Lang, Outcome, Refusal, Uuid};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, UnlessBroken as _};
use serde::Deserialize;

/// Where they are.
pub(super) const AT: &str = "/staff/support";

pub(super) fn doors() -> Doors {
    Doors::new().staff(LEADS, |doors| {
        doors
            .get(AT, show)
            .form("/staff/support/queues/new", blank, create)
            .form("/staff/support/queues/{id}", edit, save)
            .form("/staff/support/rules/new", blank_rule, create_rule)
            .form("/staff/support/rules/{id}", edit_rule, save_rule)
            .post("/staff/support/rules/{id}/raise", raise)
            .post("/staff/support/rules/{id}/remove", remove)
    })
}

async fn show(staff: Staff) -> Result<Done, Halt> {
    staff.visit.show(&page(&staff, None).await?)
}

/// All settings; `refusal`: of an action on them.
pub(super) async fn page(staff: &Staff, refusal: Option<&dyn Refusal>) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let head = PageHead::new(t.msg_staff_support_settings()).lede(t.msg_staff_support_settings_lede());
    let all = queues(&visit.cx).await?;
    Ok(Sheet::new(visit, t.msg_staff_support_settings(), head)
        .refusal(refusal)
        .with(&queues_panel(&all, lang))
        .with(&rules_panel(staff, &all).await?)
        .with(&settings_times::targets_panel(staff).await?)
        .with(&settings_times::calendars_panel(staff).await?))
}

fn queues_panel(all: &[support_queue::Model], lang: Lang) -> Panel {
    let t = texts(lang);
    let mut table = Table::new(t.msg_staff_queues(), [t.msg_staff_name(), t.msg_status()].map(Head::new));
    for row in all {
        let state = match (row.archived_at, row.others) {
            (Some(_), _) => Badge::new(Tone::Neutral, t.msg_staff_queue_archived()).ring(),
            (None, true) => Badge::new(Tone::Info, t.msg_staff_queue_others()),
            (None, false) => Badge::new(Tone::Good, t.msg_staff_queue_open()),
        };
        table.push([Cell::link(&row.name, format!("{AT}/queues/{}", row.id)), Cell::badge(&state)]);
    }
    let new = Button::link(t.msg_staff_queue_new(), format!("{AT}/queues/new")).icon(Icon::Plus).small();
    Panel::new(t.msg_staff_queues()).id("queues").button(Some(new)).table_or(table, t.msg_staff_queues_none())
}

async fn rules_panel(staff: &Staff, all: &[support_queue::Model]) -> Result<Panel, Halt> {
    let (cx, lang) = (&staff.visit.cx, staff.visit.lang());
    let t = texts(lang);
    let names = products::all_by_name(cx).await?;
    let stored = rules(cx).await?;
    let read: Vec<QueueRule> = stored
        .iter()
        .filter_map(|row| {
            let wanted = serde_json::from_str(&row.wanted).ok()?;
            Some(QueueRule { id: row.id, wanted, queue: row.queue_id })
        })
        .collect();
    let unreached = shadowed(&read);
    let heads = [t.msg_staff_rule(), t.msg_staff_queue()].map(Head::new).into_iter().chain([Head::actions(lang)]);
    let mut table = Table::new(t.msg_staff_rules(), heads);
    for (place, rule) in read.iter().enumerate() {
        let queue = all.iter().find(|queue| queue.id == rule.queue).map(|queue| queue.name.clone());
        let words = in_words(&rule.wanted, &names, lang);
        let words = if words.is_empty() { t.msg_staff_rule_all() } else { words.join(" · ") };
        let cell = Cell::link(words.as_str(), format!("{AT}/rules/{}", rule.id));
        let cell = if unreached.contains(&rule.id) { cell.sub(t.msg_staff_rule_unreached()) } else { cell };
        let button = |label: String, below: &str| {
            Button::post(label, format!("{AT}/rules/{}/{below}", rule.id)).about(words.as_str()).small()
        };
        let raise = (place > 0).then(|| button(t.msg_staff_rule_raise(), "raise"));
        let buttons = raise.into_iter().chain([button(t.msg_staff_remove(), "remove")]);
        table.push([cell, Cell::text(queue.unwrap_or_default()), Cell::actions(buttons)]);
    }
    let new = Button::link(t.msg_staff_rule_new(), format!("{AT}/rules/new")).icon(Icon::Plus).small();
    let new = all.iter().any(|queue| queue.archived_at.is_none()).then_some(new);
    let panel = Panel::new(t.msg_staff_rules()).id("rules").lede(t.msg_staff_rules_lede()).button(new);
    Ok(panel.table_or(table, t.msg_staff_rules_none()))
}

fn in_words(wanted: &Wanted, products: &[(Uuid, String)], lang: Lang) -> Vec<String> {
    let named = |id: &Uuid| products.iter().find(|(known, _)| known == id).map(|(_, name)| name.clone());
    let mut all: Vec<Vec<String>> = vec![wanted.products.iter().filter_map(named).collect()];
    all.push(
        wanted
            .countries
            .iter()
            .map(|code| Country::from_code(code).map_or_else(|| code.clone(), |found| found.name(lang).to_owned()))
            .collect(),
    );
    all.push(wanted.languages.iter().map(|one| one.name().to_owned()).collect());
    all.push(wanted.levels.iter().filter_map(|word| Level::from_word(word)).map(|one| one.name(lang)).collect());
    all.push(wanted.categories.iter().filter_map(|word| Category::from_word(word)).map(|one| one.name(lang)).collect());
    all.into_iter().filter(|part| !part.is_empty()).map(|part| part.join(", ")).collect()
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    others: String,
    archived: String,
}

impl Typed {
    fn input(&self) -> SaveQueue {
        SaveQueue { name: self.name.clone(), others: self.others == "true", archived: self.archived == "true" }
    }
}

async fn blank(staff: Staff) -> Result<Done, Halt> {
    staff.visit.show(&queue_page(&staff, None, &Typed::default(), &FormErrors::new()))
}

fn queue_page(staff: &Staff, id: Option<Uuid>, typed: &Typed, errors: &FormErrors) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let others = Checkbox::new("others", t.msg_staff_queue_takes_others()).checked(typed.others == "true");
    let mut form = PanelForm::new("")
        .alone()
        .field(&Field::text("name", t.msg_staff_name()).value(&typed.name).errors(errors))
        .field(&others);
    if id.is_some() {
        let archived = Checkbox::new("archived", t.msg_staff_queue_archive()).checked(typed.archived == "true");
        form = form.field(&archived);
    }
    let title = if id.is_some() { t.msg_staff_queue() } else { t.msg_staff_queue_new() };
    let form = form.button(Button::submit(t.msg_staff_save()).primary()).button(Button::link(t.msg_staff_back(), AT));
    let head = PageHead::new(title.as_str()).crumbs(lang, [(t.msg_staff_support_settings(), AT)]);
    Sheet::new(visit, title, head).narrow().errors(errors).with(&form)
}

async fn create(staff: Staff, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    keep(&staff, None, &typed).await
}

async fn edit(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let all = queues(&staff.visit.cx).await?;
    let row = all.into_iter().find(|row| row.id == id).ok_or(Halt::NotFound)?;
    let word = |is: bool| if is { "true".to_owned() } else { String::new() };
    let typed = Typed { name: row.name, others: word(row.others), archived: word(row.archived_at.is_some()) };
    staff.visit.show(&queue_page(&staff, Some(id), &typed, &FormErrors::new()))
}

async fn save(staff: Staff, Ids([id]): Ids<1>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    keep(&staff, Some(id), &typed).await
}

async fn keep(staff: &Staff, id: Option<Uuid>, typed: &Typed) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let saved = save_queue(&visit.cx, id, &typed.input()).await;
    let done = async |_| Ok(visit.go_saying(AT, texts(visit.lang()).msg_staff_saved()));
    visit.answer(saved, done, async |errors: FormErrors| Ok(queue_page(staff, id, typed, &errors))).await
}

/// A rule as it is typed.
#[derive(Clone, Debug, Default)]
struct TypedRule {
    version: String,
    queue: String,
    products: Vec<String>,
    countries: String,
    languages: Vec<String>,
    levels: Vec<String>,
    categories: Vec<String>,
}

impl TypedRule {
    fn of(row: &queue_rule::Model) -> Self {
        let wanted: Wanted = serde_json::from_str(&row.wanted).unwrap_or_default();
        Self {
            version: row.version.to_string(),
            queue: row.queue_id.to_string(),
            products: wanted.products.iter().map(Uuid::to_string).collect(),
            countries: wanted.countries.join(", "),
            languages: wanted.languages.iter().map(|lang| lang.tag().to_owned()).collect(),
            levels: wanted.levels,
            categories: wanted.categories,
        }
    }

    fn sent(sent: Vec<(String, String)>) -> Self {
        let asked = Asked::from(sent);
        let words = |name: &'static str| -> Vec<String> { asked.all(name).map(str::to_owned).collect() };
        Self {
            version: asked.get("version"),
            queue: asked.get("queue"),
            products: words("products"),
            countries: asked.get("countries"),
            languages: words("languages"),
            levels: words("levels"),
            categories: words("categories"),
        }
    }

    /// The queue, and what a request must be like. A country that nobody knows is not passed over: without it the rule would fit everything.
    fn read(&self, lang: Lang) -> Result<(Uuid, Wanted), FormErrors> {
        let t = texts(lang);
        let mut countries = Vec::new();
        for code in self.countries.split([',', ' ', '、', ';']).map(str::trim).filter(|code| !code.is_empty()) {
            let code = code.to_uppercase();
            if Country::from_code(&code).is_none() {
                return Err(FormErrors::one("countries", t.msg_staff_country_unknown(code)));
            }
            countries.push(code);
        }
        let queue = Uuid::parse_str(&self.queue).map_err(|_| FormErrors::one("queue", t.msg_refusal_queue()))?;
        let wanted = Wanted {
            products: self.products.iter().filter_map(|id| Uuid::parse_str(id).ok()).collect(),
            countries,
            languages: self.languages.iter().filter_map(|tag| Lang::from_tag(tag)).collect(),
            levels: self.levels.iter().filter(|word| Level::from_word(word).is_some()).cloned().collect(),
            categories: self.categories.iter().filter(|word| Category::from_word(word).is_some()).cloned().collect(),
        };
        Ok((queue, wanted))
    }
}

async fn blank_rule(staff: Staff) -> Result<Done, Halt> {
    staff.visit.show(&rule_page(&staff, true, &TypedRule::default(), &FormErrors::new()).await?)
}

async fn edit_rule(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let row = rules(&staff.visit.cx).await?.into_iter().find(|row| row.id == id).ok_or(Halt::NotFound)?;
    staff.visit.show(&rule_page(&staff, false, &TypedRule::of(&row), &FormErrors::new()).await?)
}

async fn rule_page(staff: &Staff, is_new: bool, typed: &TypedRule, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let open = queues(&visit.cx).await?.into_iter().filter(|queue| queue.archived_at.is_none());
    let open = open.map(|queue| Choice::new(queue.id.to_string(), queue.name));
    let products = products::all_by_name(&visit.cx).await?.into_iter();
    let products = products.map(|(id, name)| Choice::new(id.to_string(), name));
    let levels = Level::ALL.map(|level| Choice::new(level.word(), level.name(lang)));
    let categories = Category::ALL.map(|category| Choice::new(category.word(), category.name(lang)));
    let languages = Lang::ALL.map(|lang| Choice::new(lang.tag(), lang.name()));
    let countries = Field::text("countries", t.msg_staff_countries()).hint(t.msg_staff_countries_hint());
    let (title, save) = match is_new {
        true => (t.msg_staff_rule_new(), t.msg_staff_rule_add()),
        false => (t.msg_staff_rule_one(), t.msg_staff_save()),
    };
    let form = PanelForm::new("")
        .alone()
        .field(&Field::hidden("version", typed.version.as_str()))
        .field(&Select::new("queue", t.msg_staff_queue(), open).value(&typed.queue).errors(errors))
        .field(&Choices::several("products", t.msg_staff_products(), products).values(&typed.products))
        .field(&countries.value(&typed.countries).optional(lang).errors(errors))
        .field(&Choices::several("languages", t.msg_staff_language(), languages).values(&typed.languages))
        .field(&Choices::several("levels", t.msg_level(), levels).values(&typed.levels))
        .field(&Choices::several("categories", t.msg_category(), categories).values(&typed.categories))
        .button(Button::submit(save).primary())
        .button(Button::link(t.msg_staff_back(), AT));
    let head = PageHead::new(title.as_str())
        .lede(t.msg_staff_rule_new_lede())
        .crumbs(lang, [(t.msg_staff_support_settings(), AT)]);
    Ok(Sheet::new(visit, title, head).narrow().errors(errors).with(&form))
}

async fn create_rule(staff: Staff, Posted(sent): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    keep_rule(&staff, None, &TypedRule::sent(sent)).await
}

async fn save_rule(staff: Staff, Ids([id]): Ids<1>, Posted(sent): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    keep_rule(&staff, Some(id), &TypedRule::sent(sent)).await
}

async fn keep_rule(staff: &Staff, id: Option<Uuid>, typed: &TypedRule) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let (queue, wanted) = match typed.read(visit.lang()) {
        Ok(read) => read,
        Err(errors) => {
            let page = rule_page(staff, id.is_none(), typed, &errors).await?;
            return visit.show_as(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    match id {
        None => answered(staff, add_rule(&visit.cx, queue, &wanted).await).await,
        Some(id) => {
            let changed = change_rule(&visit.cx, id, typed.version.parse().ok(), (queue, &wanted)).await;
            answered(staff, changed).await
        }
    }
}

/// The settings after an action on them.
pub(super) async fn answered<T>(staff: &Staff, outcome: Outcome<T, SettingRefusal>) -> Result<Done, Halt> {
    match outcome.unless_broken()? {
        Ok(_) => Ok(staff.visit.go_saying(AT, texts(staff.visit.lang()).msg_staff_saved())),
        Err(refusal @ SettingRefusal::NotFound) => Err(Halt::refused(refusal)),
        Err(refusal) => staff.visit.show_refused(&refusal, &page(staff, Some(&refusal)).await?),
    }
}

async fn raise(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    answered(&staff, raise_rule(&staff.visit.cx, id).await).await
}

async fn remove(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    answered(&staff, remove_rule(&staff.visit.cx, id).await).await
}

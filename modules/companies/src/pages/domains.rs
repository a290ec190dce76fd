//! The mail domains of a company (COM-14): what to write into DNS, what was asked, what came back, and when we ask next.

use super::own_sign_in::{Tab, company, sheet};
use crate::actions::domains::claim::{ClaimForm, claim};
use crate::actions::domains::look::look_now;
use crate::actions::domains::remove::remove as give_up;
use crate::model::states::DomainState;
use crate::queries::domains::{Claim, claims};
use crate::rights::Owner;
use crate::sessions::inside;
use crate::texts;
use gatehouse_core::{Lang, Tone, Uuid};
use gatehouse_domains::{Answer, Challenge, Found, MailDomain, Tell};
use gatehouse_web::frames::{Panel, PanelForm, Paragraph, Row, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, UnlessBroken as _};
use serde::Deserialize;

pub(super) const CHECK: &str = "/c/{company}/settings/domains/check";
pub(super) const REMOVE: &str = "/c/{company}/settings/domains/remove";

/// Which claim a button is for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct OfClaim {
    claim: String,
    confirm: String,
}

/// Shows the claims.
pub async fn page(customer: Customer) -> Result<Done, Halt> {
    let page = whole(&customer, &ClaimForm::default(), &FormErrors::new()).await?;
    customer.visit.show(&page)
}

/// Claims one.
pub async fn submit(customer: Customer, Posted(form): Posted<ClaimForm>) -> Result<Done, Halt> {
    inside::<Owner>(&customer).await?;
    customer.elevated()?;
    let visit = &customer.visit;
    let done =
        async |_| Ok(visit.go_saying(&Tab::Domains.address(&customer), texts(visit.lang()).msg_domain_claimed()));
    let again = async |errors| whole(&customer, &form, &errors).await;
    visit.answer(claim(&visit.cx, company(&customer)?, &form).await, done, again).await
}

/// Asks for a record now.
pub async fn check(customer: Customer, Posted(form): Posted<OfClaim>) -> Result<Done, Halt> {
    let by = inside::<Owner>(&customer).await?;
    let visit = &customer.visit;
    let t = texts(visit.lang());
    let all = claims(&visit.cx, &by).await?;
    let found = all.iter().find(|one| one.row.id.to_string() == form.claim).ok_or(Halt::NotFound)?;
    let said = match look_now(&visit.cx, by.company(), found).await.unless_broken()? {
        Ok(Some(Tell::Verified | Tell::Back)) => t.msg_domain_now_verified(),
        Ok(Some(Tell::Contested)) => t.msg_domain_now_contested(),
        Ok(_) => t.msg_domain_looked(),
        Err(refusal) => return Err(Halt::refused(refusal)),
    };
    Ok(visit.go_saying(&Tab::Domains.address(&customer), said))
}

/// Gives one up.
pub async fn remove(customer: Customer, Posted(form): Posted<OfClaim>) -> Result<Done, Halt> {
    inside::<Owner>(&customer).await?;
    customer.elevated()?;
    let visit = &customer.visit;
    let t = texts(visit.lang());
    let claim = Uuid::parse_str(&form.claim).map_err(|_| Halt::NotFound)?;
    if form.confirm != "true" {
        return Ok(visit.go_saying(&Tab::Domains.address(&customer), t.msg_domain_not_removed()));
    }
    give_up(&visit.cx, company(&customer)?, claim).await?;
    Ok(visit.go_saying(&Tab::Domains.address(&customer), t.msg_domain_removed()))
}

/// The forms post to addresses that have no page of their own.
pub async fn up(customer: Customer) -> Done {
    customer.visit.go(&Tab::Domains.address(&customer))
}

async fn whole(customer: &Customer, form: &ClaimForm, errors: &FormErrors) -> Result<Sheet, Halt> {
    let by = inside::<Owner>(customer).await?;
    let visit = &customer.visit;
    let t = texts(visit.lang());
    let all = claims(&visit.cx, &by).await?;
    let fields = PanelForm::new(Tab::Domains.address(customer))
        .titled("claim", t.msg_domain_claim())
        .field(
            &Field::text("domain", t.msg_domain())
                .hint(t.msg_domain_hint())
                .value(form.domain.as_str())
                .max_length(300)
                .errors(errors),
        )
        .field(
            &Checkbox::new("subdomains", t.msg_domain_subdomains())
                .hint(t.msg_domain_subdomains_hint())
                .checked(form.subdomains == "true"),
        )
        .button(Button::submit(t.msg_domain_claim_button()).primary());
    let page = sheet(customer, Tab::Domains, errors);
    let page = all.iter().fold(page, |page, claim| page.with(&panel(customer, claim)));
    let page = if all.is_empty() { page.with(&Panel::new("").text(t.msg_domains_none())) } else { page };
    Ok(page.with(&fields))
}

fn panel(customer: &Customer, claim: &Claim) -> Panel {
    let visit = &customer.visit;
    let (lang, t, format) = (visit.lang(), texts(visit.lang()), visit.format());
    let row = &claim.row;
    let mut facts =
        KeyValues::new().row(t.msg_state(), Cell::badge(&badge(row.state, lang)).sub(means(row.state, lang)));
    if row.subdomains {
        facts = facts.row(t.msg_domain_counts(), Cell::text(t.msg_domain_subdomains()));
    }
    facts = match &claim.answer {
        None => facts.row(t.msg_domain_came_back(), Cell::text(t.msg_domain_not_asked())),
        Some(answer) => facts
            .row(t.msg_domain_asked(), Cell::text(answer.asked.as_str()).sub(format.date_time(answer.at)))
            .row(t.msg_domain_came_back(), Cell::text(came_back(answer, lang)).sub(records(answer))),
    };
    let next = row.next_check_at.map_or_else(|| Cell::text(t.msg_domain_never()), |at| Cell::time(&format, at));
    facts = facts.row(t.msg_domain_next(), next);
    let mut panel = Panel::new(claim.domain.shown()).id(format!("claim-{}", row.id)).with(&facts);
    if row.state != DomainState::Lost {
        let name = Challenge::record_name(&claim.domain);
        let is_proven = row.state == DomainState::Verified;
        panel = panel
            .with(&Paragraph::new(if is_proven { t.msg_domain_record_kept() } else { t.msg_domain_record() }))
            .with(&CopyBlock::new(lang, t.msg_domain_record_name(), name))
            .with(&CopyBlock::new(lang, t.msg_domain_record_value(), claim.challenge.record_value()));
        if !is_proven {
            panel = panel.with(&Paragraph::muted(t.msg_domain_record_wait()));
        }
        let check = Button::post(t.msg_domain_check(), customer.scope.path("/settings/domains/check"));
        let check = check.with("claim", row.id.to_string()).about(claim.domain.shown());
        panel = panel.with(&Row::new().with(&check));
    }
    let remove = PanelForm::new(customer.scope.path("/settings/domains/remove"))
        .field(&Field::hidden("claim", row.id.to_string()))
        .field(&Confirm::new(t.msg_domain_remove_text(), t.msg_domain_remove_tick(), t.msg_domain_remove()));
    panel.with(&gatehouse_web::frames::Fold::new(t.msg_domain_remove()).with(&remove))
}

/// The badge of a state.
pub(super) fn badge(state: DomainState, lang: Lang) -> Badge {
    let tone = match state {
        DomainState::Pending => Tone::Info,
        DomainState::Verified => Tone::Good,
        DomainState::Failing | DomainState::Contested => Tone::Warn,
        DomainState::Lost => Tone::Bad,
    };
    Badge::new(tone, state.name(lang))
}

fn means(state: DomainState, lang: Lang) -> String {
    let t = texts(lang);
    match state {
        DomainState::Pending => t.msg_domain_pending_text(),
        DomainState::Verified => t.msg_domain_verified_text(),
        DomainState::Failing => t.msg_domain_failing_text(),
        DomainState::Lost => t.msg_domain_lost_text(),
        DomainState::Contested => t.msg_domain_contested_text(),
    }
}

fn came_back(answer: &Answer, lang: Lang) -> String {
    let t = texts(lang);
    match &answer.found {
        Found::Records { .. } => t.msg_found_records(),
        Found::NoRecords => t.msg_found_no_records(),
        Found::NoName => t.msg_found_no_name(),
        Found::Failed { code } => t.msg_found_failed(code.as_str()),
        Found::Silent => t.msg_found_silent(),
        Found::Unreachable => t.msg_found_unreachable(),
        Found::Broken => t.msg_found_broken(),
    }
}

/// The records that came, each on its own; a text of strangers, which the kit has made printable.
fn records(answer: &Answer) -> String {
    match &answer.found {
        Found::Records { texts, .. } => texts.join(" · "),
        _ => String::new(),
    }
}

/// A domain as people read it.
pub(super) fn shown(domain: &str) -> String {
    MailDomain::parse(domain).map_or_else(|_| domain.to_owned(), |domain| domain.shown())
}

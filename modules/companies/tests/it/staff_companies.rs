//! Companies as staff and programs find and change them (COM-6, COM-10, COM-11, ALL-7, ALL-8).

use crate::*;
use axum::http::{Method, StatusCode};
use gatehouse_companies::actions::restore_company::restore_company;
use gatehouse_companies::actions::staff::CompanyRefusal;
use gatehouse_companies::actions::staff::change_facts::{Facts, change_facts};
use gatehouse_companies::actions::staff::remove_branch::remove_branch;
use gatehouse_companies::actions::staff::rename_company::rename_company;
use gatehouse_companies::actions::staff::verify_company::verify_company;
use gatehouse_companies::model::states::CompanyState;
use gatehouse_companies::tables::{branch, company as companies, company_member, company_slug};
use gatehouse_context::Cx;
use gatehouse_context::audit::{AuditFilter, list};
use gatehouse_core::{Actor, HOUR, Moment, Outcome, Refusal, Role, StaffActor};
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_db::sea_orm::{ColumnTrait as _, QueryFilter as _};
use gatehouse_testkit::{both_engines, program, staff};
use serde_json::json;

/// One of several clerks.
pub fn clerk(world: &World, number: u128) -> Cx {
    world.cx_as(Actor::Staff(StaffActor { id: Uuid::from_u128(number), roles: vec![Role::Support] }))
}

pub fn code<T, R: Refusal>(outcome: &Outcome<T, R>) -> Option<&'static str> {
    outcome.as_ref().err().and_then(|stop| stop.refusal()).map(|refusal| refusal.code())
}

/// How many lines the log has of this.
pub async fn lines(world: &World, kind: &str) -> usize {
    let filter = AuditFilter { kind: Some(kind.into()), ..AuditFilter::default() };
    list(&world.cx(), &filter, &Default::default()).await.unwrap().items.len()
}

pub async fn row(world: &World, id: Uuid) -> companies::Model {
    companies::Entity::find_by_id(id).one(world.app.db.reader()).await.unwrap().unwrap()
}

/// Puts a company into a state, as what leads there does.
pub async fn put(world: &World, id: Uuid, state: CompanyState, purge_at: Option<Moment>) {
    use companies::Column;
    companies::Entity::update_many()
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::DeletedAt, Expr::value(purge_at.map(|at| at.plus(-24 * HOUR))))
        .col_expr(Column::PurgeAt, Expr::value(purge_at))
        .col_expr(Column::StateBefore, Expr::value((state == CompanyState::Deleted).then_some(CompanyState::Active)))
        .filter(Column::Id.eq(id))
        .exec(world.app.db.writer())
        .await
        .unwrap();
}

both_engines! {
    /// ALL-8
    async fn staff_find_companies_and_the_log_tells_who_looked(world: World) {
        let empty = staff(&world, "support").get("/staff/companies").await.expect(StatusCode::OK).body;
        assert!(empty.contains("No companies"), "{empty}");
        let acme = company(&world, "Acme-GmbH", "en").await;
        company(&world, "Other", "en").await;
        let mut support = staff(&world, "support");
        let page = support.get("/staff/companies").await.expect(StatusCode::OK).body;
        assert!(page.contains("Acme-GmbH") && page.contains("Other"), "{page}");
        let found = support.post("/staff/companies", &[("q", "ACME, Inc.")]).await;
        assert_eq!(found.location(), format!("/staff/companies/{}", acme.id), "{}", found.body);
        let kept = support.get("/staff/companies?q=acme").await;
        assert_eq!(kept.location(), "/staff/companies", "a name stands in no address");
        let none = support.get("/staff/companies?country=JP").await.expect(StatusCode::OK).body;
        assert!(!none.contains("Acme-GmbH"), "{none}");
        let file = support.get("/staff/companies.csv?columns=name,word,country").await.expect(StatusCode::OK).body;
        assert!(file.contains("Acme-GmbH,acme-gmbh,Germany"), "{file}");
        let overview = support.get(&format!("/staff/companies/{}", acme.id)).await.expect(StatusCode::OK).body;
        for told in ["Olga Owner", "/c/acme-gmbh", "Germany", "Company with 1 user"] {
            assert!(overview.contains(told), "{told}: {overview}");
        }
        for tab in ["users", "invitations", "requests", "domains", "history"] {
            support.get(&format!("/staff/companies/{}/{tab}", acme.id)).await.expect(StatusCode::OK);
        }
        let users = support.get(&format!("/staff/companies/{}/users.csv", acme.id)).await.expect(StatusCode::OK).body;
        assert!(users.contains("Olga Owner"), "{users}");
        support.get(&format!("/staff/companies/{}", Uuid::from_u128(7))).await.expect(StatusCode::NOT_FOUND);
        for word in ["company.viewed", "company.searched", "company.listed"] {
            assert!(lines(&world, word).await > 0, "{word}");
        }
        staff(&world, "marketing").get("/staff/companies").await.expect(StatusCode::FORBIDDEN);
        let mut looker = staff(&world, "privacy");
        let seen = looker.get(&format!("/staff/companies/{}", acme.id)).await.expect(StatusCode::OK).body;
        assert!(!seen.contains("/edit"), "privacy changes nothing");
        looker.get(&format!("/staff/companies/{}/edit", acme.id)).await.expect(StatusCode::FORBIDDEN);
    }

    /// ALL-8
    async fn an_accounts_page_names_the_company(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let alone = account(&world, "alone@example.com").await;
        let mut support = staff(&world, "support");
        let tab = support.get(&format!("/staff/accounts/{}/company", acme.owner.account)).await.expect(StatusCode::OK).body;
        assert!(tab.contains("Acme") && tab.contains("Olga Owner"), "{tab}");
        let tab = support.get(&format!("/staff/accounts/{alone}/company")).await.expect(StatusCode::OK).body;
        assert!(tab.contains("don’t belong to a company"), "{tab}");
    }

    /// COM-10
    async fn a_company_is_renamed_and_its_words_of_before_lead_on(world: World) {
        let acme = company(&world, "Acme", "en").await;
        company(&world, "Zenith", "en").await;
        let cx = clerk(&world, 1);
        assert_eq!(code(&rename_company(&cx, acme.id, None, " ").await), Some("company.name_wrong"));
        assert_eq!(code(&rename_company(&cx, acme.id, Some(7), "Apex").await), Some("company.changed_meanwhile"));
        assert_eq!(code(&rename_company(&cx, Uuid::from_u128(7), None, "Apex").await), Some("company.unknown"));
        let stranger = rename_company(&world.cx_of(acme.owner.account), acme.id, None, "Apex").await;
        assert_eq!(code(&stranger), Some("staff.not_allowed"));
        let lab = rename_company(&world.cx_staff(&[Role::Lab]), acme.id, None, "Apex").await;
        assert_eq!(code(&lab), Some("staff.not_allowed"));
        rename_company(&cx, acme.id, Some(1), "Apex Ltd.").await.unwrap();
        let renamed = row(&world, acme.id).await;
        assert_eq!((renamed.name.as_str(), renamed.slug.as_str(), renamed.name_key.as_str()), ("Apex Ltd.", "apex-ltd", "apex"));
        let mut owner = signed_in(&world, &acme.owner.email).await;
        assert_eq!(owner.get("/c/acme/users").await.location(), "/c/apex-ltd/users");
        let mail = world.last_mail_to(&acme.owner.email).await;
        assert!(mail.text.contains("Acme is called Apex Ltd. from now on."), "{}", mail.text);
        // The word of another company gets letters; an own one is taken again.
        rename_company(&cx, acme.id, None, "Zenith").await.unwrap();
        assert!(row(&world, acme.id).await.slug.starts_with("zenith-"));
        rename_company(&cx, acme.id, None, "Acme").await.unwrap();
        assert_eq!(row(&world, acme.id).await.slug, "acme");
        let current = company_slug::Entity::find().filter(company_slug::Column::CompanyId.eq(acme.id));
        let current = current.filter(company_slug::Column::Current.eq(true)).all(world.app.db.reader()).await.unwrap();
        assert_eq!(current.iter().map(|row| row.slug.as_str()).collect::<Vec<_>>(), ["acme"]);
    }

    /// COM-10
    async fn of_two_clerks_who_rename_at_once_one_is_told(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let (one, two) = (clerk(&world, 1), clerk(&world, 2));
        let (first, second) =
            tokio::join!(rename_company(&one, acme.id, Some(1), "Apex"), rename_company(&two, acme.id, Some(1), "Zenith"));
        let mut codes = [code(&first), code(&second)];
        codes.sort_unstable();
        assert_eq!(codes, [None, Some("company.changed_meanwhile")]);
    }

    /// COM-4
    async fn another_language_sorts_the_names_anew(world: World) {
        let acme = company(&world, "Acme", "en").await;
        for (at, last) in ["Zimmer", "Жуков", "Еремин"].into_iter().enumerate() {
            acme.add(&world, &format!("user{at}@example.com"), MemberName::new("A", last), &[]).await;
        }
        let cx = clerk(&world, 1);
        let wrong = Facts { country: Some("XX".into()), lang: None };
        assert_eq!(code(&change_facts(&cx, acme.id, None, &wrong).await), Some("company.country_wrong"));
        let wrong = Facts { country: None, lang: Some("fr".into()) };
        assert_eq!(code(&change_facts(&cx, acme.id, None, &wrong).await), Some("company.lang_wrong"));
        let facts = Facts { country: Some("AT".into()), lang: Some("ru".into()) };
        change_facts(&cx, acme.id, None, &facts).await.unwrap();
        world.run_jobs().await;
        let page = staff(&world, "support").get(&format!("/staff/companies/{}/users", acme.id)).await.expect(StatusCode::OK).body;
        let place = |name: &str| page.find(name).unwrap_or_else(|| panic!("{name}: {page}"));
        assert!(place("Еремин") < place("Жуков") && place("Жуков") < place("Zimmer"), "{page}");
        assert_eq!(row(&world, acme.id).await.country, "AT");
    }

    /// COM-6
    async fn a_branch_goes_and_its_users_go_to_another_one(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let other = company(&world, "Other", "en").await;
        let (north, south) = (acme.branch(&world, "North").await, acme.branch(&world, "South").await);
        let foreign = other.branch(&world, "North").await;
        let ann = acme.add(&world, "ann@example.com", MemberName::new("Ann", "Abel"), &[]).await;
        acme.change(&world, ann.member, Restated { branch: Some(Some(north)), ..Restated::default() }).await;
        let cx = clerk(&world, 1);
        for instead in [None, Some(north), Some(foreign)] {
            let refused = remove_branch(&cx, acme.id, north, instead).await;
            assert_eq!(code(&refused), Some("company.branch_replacement"), "{instead:?}");
        }
        assert_eq!(code(&remove_branch(&cx, acme.id, foreign, None).await), Some("company.no_such_branch"));
        remove_branch(&cx, acme.id, north, Some(south)).await.unwrap();
        let member = company_member::Entity::find_by_id(ann.member).one(world.app.db.reader()).await.unwrap().unwrap();
        assert_eq!(member.branch_id, Some(south));
        assert!(branch::Entity::find_by_id(north).one(world.app.db.reader()).await.unwrap().is_none());
        let mut support = staff(&world, "support");
        let here = format!("/staff/companies/{}", acme.id);
        let taken = support.post(&format!("{here}/branches"), &[("branch", "south")]).await.expect(StatusCode::CONFLICT);
        assert!(taken.body.contains("already has a branch"), "{}", taken.body);
        support.post(&format!("{here}/branches"), &[("branch", "East")]).await.expect(StatusCode::SEE_OTHER);
        let page = support.get(&here).await.expect(StatusCode::OK).body;
        assert!(page.contains("East") && page.contains("South"), "{page}");
        let question = support.get(&format!("{here}/branches/{south}")).await.expect(StatusCode::OK).body;
        assert!(question.contains("Remove the branch South?"), "{question}");
        support.post(&format!("{here}/branches/{south}"), &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }

    /// COM-11
    async fn a_deleted_company_is_restored_within_a_day(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let cx = clerk(&world, 1);
        assert_eq!(code(&restore_company(&cx, acme.id).await), Some("company.not_deleted"));
        put(&world, acme.id, CompanyState::Deleted, Some(world.cx().now().plus(24 * HOUR))).await;
        assert_eq!(code(&rename_company(&cx, acme.id, None, "Apex").await), Some("company.is_deleted"));
        let privacy = world.cx_staff(&[Role::Privacy]);
        assert_eq!(code(&restore_company(&privacy, acme.id).await), Some("staff.not_allowed"));
        let page = staff(&world, "support").get(&format!("/staff/companies/{}", acme.id)).await.expect(StatusCode::OK).body;
        assert!(page.contains("You can restore it until"), "{page}");
        let (one, two) = (clerk(&world, 1), clerk(&world, 2));
        let (first, second) = tokio::join!(restore_company(&one, acme.id), restore_company(&two, acme.id));
        assert_eq!([first.is_ok(), second.is_ok()].iter().filter(|done| **done).count(), 1);
        assert_eq!(row(&world, acme.id).await.state, CompanyState::Active);
        signed_in(&world, &acme.owner.email).await.get("/c/acme").await.expect(StatusCode::OK);
        assert_eq!(world.last_mail_to(&acme.owner.email).await.kind, "companies.restored");
        put(&world, acme.id, CompanyState::Deleted, Some(world.cx().now().plus(24 * HOUR))).await;
        world.advance(24 * HOUR);
        assert_eq!(code(&restore_company(&clerk(&world, 1), acme.id).await), Some("company.restore_late"));
    }

    /// COM-2, LIC-23
    async fn licensing_confirms_a_company(world: World) {
        let acme = company(&world, "Acme", "en").await;
        put(&world, acme.id, CompanyState::Unverified, None).await;
        let home = staff(&world, "licensing").get("/staff/companies?state=unverified").await.expect(StatusCode::OK).body;
        assert!(home.contains("Acme"), "{home}");
        assert_eq!(code(&verify_company(&clerk(&world, 1), acme.id).await), Some("staff.not_allowed"));
        let cx = world.cx_staff(&[Role::Licensing]);
        verify_company(&cx, acme.id).await.unwrap();
        assert_eq!(row(&world, acme.id).await.state, CompanyState::Active);
        let again = verify_company(&cx, acme.id).await.unwrap_err();
        assert_eq!(again.refusal(), Some(&CompanyRefusal::NotUnverified));
    }

    /// ALL-7
    async fn programs_read_and_change_companies_by_their_scopes(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let at = format!("/api/v1/companies/{}", acme.id);
        let mut reader = program(&world, "companies:read");
        let all = reader.get("/api/v1/companies?country=DE").await.expect(StatusCode::OK).json();
        assert_eq!(all["items"][0]["word"], "acme");
        let one = reader.get(&at).await.expect(StatusCode::OK);
        assert_eq!(one.headers["etag"], "\"1\"");
        let users = reader.get(&format!("{at}/users")).await.expect(StatusCode::OK).json();
        assert_eq!((&users["items"][0]["last_name"], &users["items"][0]["owner"]), (&json!("Owner"), &json!(true)));
        reader.get("/api/v1/companies?state=nonsense").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        reader.get(&format!("/api/v1/companies/{}", Uuid::from_u128(7))).await.expect(StatusCode::NOT_FOUND);
        reader.json(Method::PATCH, &at, &json!({"name": "Apex"})).await.expect(StatusCode::FORBIDDEN);
        program(&world, "licenses:read").get(&at).await.expect(StatusCode::FORBIDDEN);
        world.browser().get(&at).await.expect(StatusCode::UNAUTHORIZED);
        let mut writer = program(&world, "companies:write");
        writer.get(&at).await.expect(StatusCode::FORBIDDEN);
        let mut once = program(&world, "companies:write").header("idempotency-key", "rename-1");
        let first = once.json(Method::PATCH, &at, &json!({"name": "Apex"})).await.expect(StatusCode::OK);
        let again = once.json(Method::PATCH, &at, &json!({"name": "Apex"})).await.expect(StatusCode::OK);
        assert_eq!(first.json(), again.json());
        assert_eq!(lines(&world, "company.renamed").await, 1);
        let mut stale = program(&world, "companies:write").header("if-match", "\"1\"");
        stale.json(Method::PATCH, &at, &json!({"name": "Zenith"})).await.expect(StatusCode::PRECONDITION_FAILED);
        let facts = writer.json(Method::PATCH, &format!("{at}/facts"), &json!({"country": "AT"})).await.expect(StatusCode::OK);
        assert_eq!((&facts.json()["country"], &facts.json()["name"]), (&json!("AT"), &json!("Apex")));
        writer.json(Method::PATCH, &format!("{at}/facts"), &json!({"color": "red"})).await.expect(StatusCode::BAD_REQUEST);
        let east = writer.json(Method::POST, &format!("{at}/branches"), &json!({"name": "East"})).await.expect(StatusCode::CREATED).json();
        let branches = reader.get(&format!("{at}/branches")).await.expect(StatusCode::OK).json();
        assert_eq!(branches["items"][0], east);
        let gone = format!("{at}/branches/{}/remove", east["id"].as_str().unwrap());
        writer.json(Method::POST, &gone, &json!({})).await.expect(StatusCode::NO_CONTENT);
        writer.json(Method::POST, &gone, &json!({})).await.expect(StatusCode::NOT_FOUND);
        writer.json(Method::POST, &format!("{at}/restore"), &json!({})).await.expect(StatusCode::CONFLICT);
        put(&world, acme.id, CompanyState::Deleted, Some(world.cx().now().plus(HOUR))).await;
        let restored = writer.json(Method::POST, &format!("{at}/restore"), &json!({})).await.expect(StatusCode::OK).json();
        assert_eq!(restored["state"], "active");
    }
}

//! A company's pages, for each kind of visitor (COM-3, COM-4, ALL-8).

use crate::*;
use axum::http::StatusCode;
use gatehouse_companies::actions::end_membership::end_membership;
use gatehouse_companies::model::states::BlockedBy;
use gatehouse_companies::signals::Ended;
use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
use gatehouse_testkit::both_engines;

async fn status(world: &World, email: &str, page: &str) -> StatusCode {
    signed_in(world, email).await.get(page).await.status
}

both_engines! {
    /// COM-3, ALL-8
    async fn each_right_opens_its_pages_and_no_stranger_learns_anything(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let other = company(&world, "Other", "en").await;
        let mut people = vec![(acme.owner.email.clone(), Rights::ALL)];
        for right in CompanyRight::ALL {
            let email = format!("{}@example.com", right.word());
            acme.add(&world, &email, MemberName::new("A", right.word()), &[right]).await;
            people.push((email, Rights::of(&[right])));
        }
        acme.add(&world, "plain@example.com", MemberName::new("Paul", "Plain"), &[]).await;
        people.push(("plain@example.com".into(), Rights::NONE));
        let former = acme.add(&world, "former@example.com", MemberName::new("F", "Former"), &[CompanyRight::ManageUsers]).await;
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let locked = lock(&cx, &tx, acme.id).await.unwrap().unwrap();
        end_membership(&cx, &tx, &locked, former.member, Ended::Removed).await.unwrap();
        tx.commit().await.unwrap();
        account(&world, "stranger@example.com").await;
        let users = Rights::of(&[CompanyRight::ManageUsers, CompanyRight::InviteUsers]);
        for (email, rights) in people {
            let mut browser = signed_in(&world, &email).await;
            for (page, opens) in [
                ("", true),
                ("/users", !rights.and(users).is_empty()),
                ("/users.csv", !rights.and(users).is_empty()),
                ("/audit", !rights.is_empty()),
                ("/audit.csv", !rights.is_empty()),
            ] {
                let answer = browser.get(&acme.at(page)).await;
                let expected = if opens { StatusCode::OK } else { StatusCode::FORBIDDEN };
                assert_eq!(answer.status, expected, "{email} at {page}: {}", answer.body);
                if !opens {
                    assert!(answer.body.contains("Olga Owner"), "the page says who can give the right: {}", answer.body);
                }
            }
            let first = browser.get(&acme.at("")).await.body;
            let link = format!("href=\"{}\"", acme.at("/users"));
            assert_eq!(first.contains(&link), !rights.and(users).is_empty(), "{email}: {first}");
        }
        for nobody in ["stranger@example.com", "former@example.com", other.owner.email.as_str()] {
            for page in ["", "/users", "/users.csv", "/audit", "/audit.csv"] {
                assert_eq!(status(&world, nobody, &acme.at(page)).await, StatusCode::NOT_FOUND, "{nobody} at {page}");
            }
            assert_eq!(status(&world, nobody, "/c/no-such-company/users").await, StatusCode::NOT_FOUND);
        }
    }

    /// COM-4
    async fn the_list_filters_by_country_and_branch_and_goes_into_a_file(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let north = acme.branch(&world, "North").await;
        let ann = acme.add(&world, "ann@example.com", MemberName::new("Ann", "Abel"), &[]).await;
        acme.add(&world, "bob@example.com", MemberName::new("Bob", "Baker"), &[]).await;
        acme.change(&world, ann.member, Restated { branch: Some(Some(north)), ..Restated::default() }).await;
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let page = owner.get(&acme.at("/users")).await.expect(StatusCode::OK).body;
        for told in ["Ann Abel", "Bob Baker", "Olga Owner", "North"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        let of_branch = owner.get(&format!("{}?branch={north}", acme.at("/users"))).await.expect(StatusCode::OK).body;
        assert!(of_branch.contains("Ann Abel") && !of_branch.contains("Bob Baker"), "{of_branch}");
        let of_country = owner.get(&format!("{}?country=DE", acme.at("/users"))).await.expect(StatusCode::OK).body;
        assert!(of_country.contains("Olga Owner") && !of_country.contains("Ann Abel"), "{of_country}");
        let file = owner.get(&format!("{}?columns=name,country,branch", acme.at("/users.csv"))).await.expect(StatusCode::OK).body;
        assert!(file.contains("Ann Abel,Japan,North"), "{file}");
        let down = owner.get(&format!("{}?sort=-name", acme.at("/users"))).await.expect(StatusCode::OK).body;
        assert!(down.find("Olga Owner") < down.find("Ann Abel"), "{down}");
        let audit = owner.get(&acme.at("/audit")).await.expect(StatusCode::OK).body;
        assert!(audit.contains("Company created") && audit.contains("User joined") && audit.contains("Bob Baker"), "{audit}");
    }

    /// COM-14
    async fn the_ways_to_domains_sign_in_and_directory_stand_once(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let mia = acme.add(&world, "mia@example.com", MemberName::new("Mia", "M"), &[CompanyRight::ManageUsers]).await;
        let ways = ["/settings/domains", "/settings/sign-in", "/settings/provisioning", "/settings/provisioning/groups"];
        let mut owner = signed_in(&world, &acme.owner.email).await;
        let first = owner.get(&acme.at("")).await.expect(StatusCode::OK).body;
        let settings = owner.get(&acme.at("/settings")).await.expect(StatusCode::OK).body;
        for way in ways {
            let link = format!("href=\"{}\"", acme.at(way));
            assert!(!first.contains(&link) && settings.contains(&link), "{way}");
        }
        // Who cannot open the settings finds what the directory did on the first page.
        let first = signed_in(&world, &mia.email).await.get(&acme.at("")).await.expect(StatusCode::OK).body;
        assert!(first.contains(&acme.at("/settings/provisioning/log")) && !first.contains(&acme.at("/settings/domains")), "{first}");
    }

    /// COM-12, COM-14
    async fn the_switcher_shows_the_company_and_a_blocked_user_is_told_so(world: World) {
        let acme = company(&world, "Acme", "en").await;
        let paul = acme.add(&world, "paul@example.com", MemberName::new("Paul", "Plain"), &[]).await;
        account(&world, "alone@example.com").await;
        let mut browser = signed_in(&world, &paul.email).await;
        let account = browser.get("/account").await.expect(StatusCode::OK).body;
        assert!(account.contains("id=\"menu-scope\"") && account.contains("href=\"/c/acme\""), "{account}");
        let alone = signed_in(&world, "alone@example.com").await.get("/account").await.expect(StatusCode::OK).body;
        assert!(!alone.contains("menu-scope"), "{alone}");
        let home = browser.get("/c/acme/home").await;
        assert_eq!(home.location(), "/c/acme");
        let block = Restated { blocked: Some(Some(BlockedBy::Person)), ..Restated::default() };
        acme.change(&world, paul.member, block).await;
        let refused = browser.get("/c/acme").await.expect(StatusCode::FORBIDDEN).body;
        assert!(refused.contains("Acme has blocked your access"), "{refused}");
        let account = browser.get("/account").await.expect(StatusCode::OK).body;
        assert!(!account.contains("menu-scope"), "{account}");
    }

    /// COM-10
    async fn an_earlier_word_leads_on_for_users_and_for_nobody_else(world: World) {
        let acme = company(&world, "Acme", "en").await;
        account(&world, "stranger@example.com").await;
        let db = &world.app.db;
        for text in [
            "update company_slug set current = false",
            "insert into company_slug (slug, company_id, current) select 'apex', id, true from company",
            "update company set slug = 'apex'",
        ] {
            db.writer().execute_raw(Statement::from_string(db.backend(), text.to_owned())).await.unwrap();
        }
        let answer = signed_in(&world, &acme.owner.email).await.get("/c/acme/users?sort=-name").await;
        assert_eq!(answer.location(), "/c/apex/users?sort=-name");
        assert_eq!(status(&world, "stranger@example.com", "/c/acme/users").await, StatusCode::NOT_FOUND);
        assert_eq!(status(&world, "stranger@example.com", "/c/apex/users").await, StatusCode::NOT_FOUND);
    }
}

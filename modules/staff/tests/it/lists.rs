//! The lists of this module as files, with their filters (ALL-2).

use crate::{administrator, lines, member, signed_in};
use axum::http::StatusCode;
use gatehouse_core::Role;
use gatehouse_staff::actions::{NewApiKey, create_api_key};
use gatehouse_testkit::both_engines;

fn table(file: &str) -> Vec<&str> {
    file.trim_start_matches('\u{feff}').lines().collect()
}

both_engines! {
    /// ALL-2, ALL-3
    async fn the_file_of_the_staff_is_filtered_and_sorted_as_the_list_is(world: World) {
        let mut admin = administrator(&world).await;
        for name in ["sue", "sam"] {
            member(&world, &format!("{name}@vendor.example"), &[Role::Support]).await;
        }
        let file = admin.get("/staff/members.csv?role=support&sort=name").await.expect(StatusCode::OK).body;
        let rows = table(&file);
        assert_eq!(rows.len(), 3, "{file}");
        assert!(rows[1].starts_with("Member sam@vendor.example,sam@vendor.example,Support,Active,Password,2026-11-21"), "{file}");
        assert!(rows[0].ends_with(",Last signed in") && rows[1].ends_with(','), "sam never did: {file}");
        let ada = admin.get("/staff/members.csv?role=administrator").await.expect(StatusCode::OK).body;
        assert!(table(&ada)[1].matches("2026-11-21").count() == 2, "{ada}");
        assert_eq!(lines(&world, "list.exported").await, 2);
        let mut sue = signed_in(&world, "sue@vendor.example").await;
        sue.get("/staff/members.csv").await.expect(StatusCode::FORBIDDEN);
        assert_eq!(lines(&world, "list.exported").await, 2, "who may not see it takes nothing");
    }

    /// ALL-2, ALL-9
    async fn the_file_of_the_keys_holds_no_formula(world: World) {
        let mut admin = administrator(&world).await;
        let new = NewApiKey { name: "@SUM(A1)".to_owned(), scopes: vec!["orders:read".to_owned()], expires: String::new() };
        create_api_key(&world.cx(), new).await.unwrap();
        let file = admin.get("/staff/api-keys.csv").await.expect(StatusCode::OK).body;
        assert!(table(&file)[1].starts_with("'@SUM(A1),ghk_"), "{file}");
        for query in ["state=all", "revoked=true"] {
            let all = admin.get(&format!("/staff/api-keys?{query}")).await.expect(StatusCode::OK).body;
            assert!(all.contains("<option value=\"true\" selected>"), "{query}: {all}");
        }
    }

    /// ALL-2, ALL-3, ALL-8
    async fn the_file_of_the_log_has_what_its_reader_may_see(world: World) {
        let mut admin = administrator(&world).await;
        let sue = member(&world, "sue@vendor.example", &[Role::Support]).await;
        let mut as_sue = signed_in(&world, "sue@vendor.example").await;
        let all = admin.get("/staff/audit.csv?kind=staff&sort=at").await.expect(StatusCode::OK).body;
        assert!(all.contains(",staff.invited,") && all.contains(",staff.signed_in,"), "{all}");
        let own = as_sue.get("/staff/audit.csv").await.expect(StatusCode::OK).body;
        assert!(own.contains(",staff.signed_in,") && !own.contains("staff.invited") && !own.contains("Member ada"), "{own}");
        let before = lines(&world, "audit.viewed").await;
        admin.get(&format!("/staff/audit.csv?subject={sue}")).await.expect(StatusCode::OK);
        assert_eq!(lines(&world, "audit.viewed").await, before + 1, "a file is one look");
        let wrong = admin.get("/staff/audit.csv?from=yesterday").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(wrong.location(), "/staff/audit?from=yesterday");
    }

    /// ALL-2
    async fn an_order_is_asked_for_by_its_column_and_the_usual_one_is_not_said(world: World) {
        let mut admin = administrator(&world).await;
        let newest = admin.get("/staff/audit").await.expect(StatusCode::OK).body;
        assert!(newest.contains("href=\"/staff/audit?sort=at\""), "{newest}");
        let oldest = admin.get("/staff/audit?sort=at").await.expect(StatusCode::OK).body;
        assert!(oldest.contains("aria-sort=\"ascending\"><a href=\"/staff/audit\">"), "{oldest}");
        for path in ["/staff/jobs.csv?sort=-due", "/staff/dead-letters.csv?sort=failed"] {
            let file = admin.get(path).await.expect(StatusCode::OK).body;
            assert!(table(&file)[0].starts_with("Kind,Job,"), "{file}");
        }
    }
}

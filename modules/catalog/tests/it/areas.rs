//! What products protect, and which versions are certified: what support asks with.

use crate::clerks::clerk;
use axum::http::StatusCode;
use gatehouse_catalog::queries::areas::in_areas;
use gatehouse_core::Uuid;
use gatehouse_testkit::{Browser, both_engines};

async fn product(clerk: &mut Browser, code: &str, area: &str) -> Uuid {
    let form = [("name", code), ("code", code), ("area", area)];
    let made = clerk.post("/staff/catalog/new", &form).await.expect(StatusCode::SEE_OTHER).location();
    made.rsplit('/').next().unwrap().parse().unwrap()
}

both_engines! {
    /// SUP-2, CER-5
    async fn products_are_found_by_area_with_their_versions_newest_first(world: World) {
        let mut clerk = clerk(&world);
        let (plain, walls, beacon) = (
            product(&mut clerk, "plain", "").await,
            product(&mut clerk, "walls", "Workstations").await,
            product(&mut clerk, "beacon", "Mail servers").await,
        );
        product(&mut clerk, "other", "Mail servers").await;
        for (number, day, certificate) in [("12.3", "2026-10-01", "4444"), ("12.4", "2026-11-01", "")] {
            let form = [("number", number), ("released_at", day), ("certificate", certificate)];
            clerk.post(&format!("/staff/catalog/{walls}/versions/new"), &form).await.expect(StatusCode::SEE_OTHER);
        }
        let page = clerk.get(&format!("/staff/catalog/{walls}")).await.expect(StatusCode::OK).body;
        assert!(page.contains("Workstations") && page.contains("4444"), "{page}");
        let form = clerk.get(&format!("/staff/catalog/{walls}/edit")).await.expect(StatusCode::OK);
        assert_eq!(form.input("area").as_deref(), Some("Workstations"));
        let found = in_areas(world.cx().read(), &[plain, walls, beacon]).await.unwrap();
        assert_eq!(found.iter().map(|product| product.id).collect::<Vec<_>>(), [beacon, walls, plain]);
        let versions: Vec<_> = found[1].versions.iter().map(|v| (v.number.as_str(), v.certificate.as_str())).collect();
        assert_eq!(versions, [("12.4", ""), ("12.3", "4444")]);
        assert!(in_areas(world.cx().read(), &[]).await.unwrap().is_empty());
    }
}

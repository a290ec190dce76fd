-- A product has an icon of its own: the name of a row of brand_picture, which has 128 pixels on a side.
alter table product add column icon text;

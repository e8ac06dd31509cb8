"""All addresses of the portal (architecture.md §6)."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from portal import appearance, document_feeds, errors, feeds, home, sitemaps, timeliness, views

# What visitors read: Vietnamese at these addresses, English below /en/ (portal.language).
in_each_language = i18n_patterns(
    path("", home.home, name="home"),
    path("", include("content.urls")),
    path("", include("community.urls")),
    path("", include("exams.urls")),
    path("", include("portal.search.urls")),
    path("lien-he/", views.contact, name="contact"),
    path("quyen-rieng-tu/", views.privacy, name="privacy"),
    path("tro-nang/", views.accessibility, name="accessibility"),
    path("muc-do-kip-thoi/", timeliness.timeliness, name="timeliness"),
    path("so-do-trang/", views.site_map, name="site_map"),
    path("rss/", views.feed_list, name="feed_list"),
    path("rss/tin-tuc.xml", feeds.news_feed, name="news_feed"),
    path("rss/chu-de/<slug:slug>.xml", feeds.topic_feed, name="topic_feed"),
    path("rss/<slug:slug>.xml", feeds.section_feed, name="section_feed"),
    prefix_default_language=False,
)

urlpatterns = [
    path("", include("operations.urls")),
    path("", include("content.picture_urls")),
    path("", include("content.reader_urls")),
    path("", include("documents.urls")),
    path("", include("documents.document_urls")),
    path("", include("content.calendar_urls")),
    path("rss/van-ban.xml", document_feeds.document_feed, name="document_feed"),
    path("rss/van-ban/nhom/<slug:slug>.xml", document_feeds.group_feed, name="document_group_feed"),
    path("rss/van-ban/cap/<slug:level>.xml", document_feeds.level_feed, name="document_level_feed"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.sitemap_part, name="sitemap_part"),
    path("manifest.webmanifest", appearance.manifest, name="manifest"),
    path("favicon.ico", appearance.favicon, name="favicon"),
    re_path(r"^giao-dien/(?P<digest>[0-9a-f]{16})\.css$", appearance.theme_css, name="theme_css"),
    re_path(
        r"^giao-dien/(?P<digest>[0-9a-f]{32})\.(?P<extension>jpg|png)$",
        appearance.theme_picture,
        name="theme_picture",
    ),
    re_path(
        r"^giao-dien/(?P<digest>[0-9a-f]{32})-huy-hieu\.webp$", appearance.theme_crest, name="theme_crest"
    ),
    re_path(
        r"^giao-dien/(?P<digest>[0-9a-f]{32})-(?P<size>[0-9]{2,3})\.png$",
        appearance.theme_icon,
        name="theme_icon",
    ),
    path("robots.txt", views.robots, name="robots"),
    path("quan-tri/", admin.site.urls),
    path("tai-khoan/", include("people.urls")),
    *in_each_language,
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler429 = errors.too_many_requests
handler500 = errors.server_error

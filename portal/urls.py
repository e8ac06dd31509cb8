"""All addresses of the portal (architecture.md §6)."""

from django.contrib import admin
from django.urls import include, path

from portal import errors, feeds, sitemaps, views

urlpatterns = [
    path("", include("operations.urls")),
    path("", include("content.urls")),
    path("", include("documents.urls")),
    path("", include("portal.search.urls")),
    path("lien-he/", views.contact, name="contact"),
    path("so-do-trang/", views.site_map, name="site_map"),
    path("rss/", views.feed_list, name="feed_list"),
    path("rss/tin-tuc.xml", feeds.news_feed, name="news_feed"),
    path("rss/<slug:slug>.xml", feeds.section_feed, name="section_feed"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.sitemap_part, name="sitemap_part"),
    path("robots.txt", views.robots, name="robots"),
    path("quan-tri/", admin.site.urls),
    path("tai-khoan/", include("people.urls")),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler429 = errors.too_many_requests
handler500 = errors.server_error

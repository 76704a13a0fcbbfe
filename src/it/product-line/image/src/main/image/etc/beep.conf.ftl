<#-- Only where there is something to beep. -->
<#if TOASTER_BEEP>
volume=11
</#if>

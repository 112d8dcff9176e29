<#-- Written by the license-maven-plugin: one line for each library inside lib/scepclient.jar. -->
scepClient contains these libraries, without the signatures of their jars and the classes that no command uses.
Classes in the format of Java 5 are rewritten in that of Java 21:

<#list dependencyMap as e>
<#assign artifact = e.getKey()/>
<#assign licenses = e.getValue()/>
  ${artifact.groupId}:${artifact.artifactId} ${artifact.version} (<#list licenses as l>${l}<#if l_has_next>, </#if></#list>)
</#list>

The texts of the licenses are in the directory licenses. The Java runtime in runtime/ has its own in runtime/legal.
